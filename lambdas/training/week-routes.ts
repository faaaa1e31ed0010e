import type { Context, Hono } from 'hono';
import { messagesFor } from '../../lib/domain/joining/problem-words.ts';
import { NUMBERS } from '../../lib/domain/training/her-numbers.ts';
import { DAYS_INPUTS } from '../../lib/use-cases/training/training-form.ts';
import type { PlanConsent, WrittenDown } from '../../lib/use-cases/training/write-down.ts';
import { page, problem, tokenIn, tooLarge, unknownLink, wantsJson } from '../http/answers.ts';
import { type FormFields, form, readBody } from '../http/body.ts';
import type { TrainingDeps } from './deps.ts';

/** What a button of her week may ask. */
const DO = ['tick', 'days', 'no-days', 'numbers', 'link'] as const;

const FORM = form('do', 'done', ...DAYS_INPUTS, ...NUMBERS, 'consent', 'consentVersion');

/** Her week: what it shows, and what she writes down. Each button says what it does, so that one page has them all. */
export function weekRoutes(app: Hono, deps: TrainingDeps): void {
  app.get('/week/:token', async (c) => {
    const week = await deps.useCases.showWeek(tokenIn(c));
    if (week === null) return unknownLink(c, deps);
    return page(c, deps, { kind: 'week', week, typed: {}, problems: {}, saved: null });
  });
  app.post('/week/:token', async (c) => {
    const body = await readBody(c, FORM);
    return body.kind === 'too-large' ? tooLarge(c, deps) : act(c, deps, body.fields);
  });
}

async function act(c: Context, deps: TrainingDeps, typed: FormFields): Promise<Response> {
  const { tick, chooseDays, writeNumbers } = deps.useCases;
  const token = tokenIn(c);
  switch (typed['do']) {
    case 'tick':
      return answered(c, deps, typed, await tick(token, typed));
    case 'days':
      return answered(c, deps, typed, await chooseDays(token, typed, consentIn(c, deps, typed)));
    case 'no-days':
      return answered(c, deps, {}, await chooseDays(token, {}, consentIn(c, deps, typed)));
    case 'numbers':
      return answered(c, deps, typed, await writeNumbers(token, typed, consentIn(c, deps, typed)));
    case 'link':
      return yearLink(c, deps, token);
    default:
      return nothingAsked(c, deps, token);
  }
}

/** Her yes in this very form counts only for the words that are shown now (Q33). */
function consentIn(c: Context, deps: TrainingDeps, typed: FormFields): PlanConsent {
  const statement = statementOf(deps);
  const { version, hash } = statement;
  return {
    agreed: typed['consent'] === 'yes' && typed['consentVersion'] === version,
    evidence: {
      ...{ version, hash, page: `${deps.settings.siteUrl}/week`, ip: deps.clientAddress(c.env) },
      userAgent: (c.req.header('user-agent') ?? '').slice(0, 300),
      locale: (c.req.header('accept-language') ?? '').slice(0, 60),
    },
  };
}

function statementOf({ pages }: TrainingDeps) {
  const statement = pages.consents.at(-1);
  if (statement === undefined) throw new Error('templates/pages/training/consent.yaml holds no statement');
  return statement;
}

function answered(c: Context, deps: TrainingDeps, typed: FormFields, written: WrittenDown): Response {
  switch (written.kind) {
    case 'unknown':
      return unknownLink(c, deps);
    case 'ask-consent':
      return page(c, deps, { kind: 'week-consent', statement: statementOf(deps), wanted: typed });
    case 'invalid': {
      const problems = messagesFor(written.problems, deps.problems);
      if (wantsJson(c)) return problem(c, deps, { status: 422, why: 'fields', errors: problems });
      return page(c, deps, { kind: 'week', week: written.week, typed, problems, saved: null }, 422);
    }
    case 'saved':
      return page(c, deps, {
        kind: 'week',
        week: written.week,
        typed: {},
        problems: {},
        saved: written.saved,
      });
  }
}

async function yearLink(c: Context, deps: TrainingDeps, token: string): Promise<Response> {
  const outcome = await deps.useCases.requestYearLink(token);
  if (outcome === 'unknown') return unknownLink(c, deps);
  return outcome === 'sent'
    ? page(c, deps, { kind: 'year-link-sent' })
    : page(c, deps, { kind: 'link-limit' }, 429);
}

/** A form without one of our buttons: the page again, and nothing changed. */
async function nothingAsked(c: Context, deps: TrainingDeps, token: string): Promise<Response> {
  const week = await deps.useCases.showWeek(token);
  if (week === null) return unknownLink(c, deps);
  if (wantsJson(c)) return problem(c, deps, { status: 422, why: 'do-unknown', choices: DO });
  return page(c, deps, { kind: 'week', week, typed: {}, problems: {}, saved: null }, 422);
}
