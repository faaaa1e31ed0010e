import type { Context, Hono } from 'hono';
import { ANSWERS, type Answer, pauseWeeksOf } from '../../lib/domain/answers.ts';
import { page, refusal, tokenIn, tooLarge, unknownLink } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import { FORMS } from './body.ts';
import type { WebDeps } from './deps.ts';

/** The links of the mails: a page with one button, and what the button does. */
export function linkRoutes(app: Hono, deps: WebDeps): void {
  confirmRoutes(app, deps);
  feedbackRoutes(app, deps);
  pauseRoutes(app, deps);
  app.get('/lesson/:token', async (c) => {
    const letter = await deps.useCases.readLesson(tokenIn(c));
    return letter === null ? unknownLink(c, deps) : page(c, deps, { kind: 'lesson', letter, sample: false });
  });
}

function confirmRoutes(app: Hono, deps: WebDeps): void {
  const { showConfirmation, confirm } = deps.useCases;
  app.get('/confirm/:token', async (c) => {
    const shown = await showConfirmation(tokenIn(c));
    return shown.kind === 'ask' ? page(c, deps, { ...shown, kind: 'confirm' }) : confirmed(c, deps, shown);
  });
  app.post('/confirm/:token', async (c) => {
    const body = await readBody(c, FORMS.button);
    if (body.kind === 'too-large') return tooLarge(c, deps);
    return confirmed(c, deps, await confirm(tokenIn(c)));
  });
}

function confirmed(
  c: Context,
  deps: WebDeps,
  outcome: Awaited<ReturnType<WebDeps['useCases']['confirm']>>,
): Response {
  switch (outcome.kind) {
    case 'confirmed':
      return page(c, deps, outcome);
    case 'blocked':
      return page(c, deps, { kind: 'confirm-blocked' });
    case 'gone':
      return refusal(c, deps, {
        status: 404,
        why: 'link-run-out',
        page: { kind: 'confirm-gone' },
      });
  }
}

function feedbackRoutes(app: Hono, deps: WebDeps): void {
  app.get('/feedback/:token/:answer', async (c) => {
    const answer = oneOf(ANSWERS, tokenIn(c, 'answer'));
    const shown = await deps.useCases.showFeedback(tokenIn(c));
    if (answer === null || shown.kind === 'unknown') return unknownLink(c, deps);
    return page(c, deps, { kind: 'feedback', answer, country: shown.country, weeksMissing: false });
  });
  app.post('/feedback/:token/:answer', async (c) => {
    const answer = oneOf(ANSWERS, tokenIn(c, 'answer'));
    if (answer === null) return unknownLink(c, deps);
    const body = await readBody(c, FORMS.feedback);
    if (body.kind === 'too-large') return tooLarge(c, deps);
    // Something new that hurts or leaks, told behind "been away", is the answer "too much".
    const symptom = answer === 'away' && body.fields['what'] === 'symptom';
    return answered(c, deps, symptom ? 'hard' : answer, body.fields['weeks'] ?? '');
  });
}

async function answered(c: Context, deps: WebDeps, answer: Answer, weeks: string): Promise<Response> {
  const outcome = await deps.useCases.answer(tokenIn(c), answer, weeks);
  switch (outcome.kind) {
    case 'unknown':
      return unknownLink(c, deps);
    case 'weeks-missing':
      return page(c, deps, { kind: 'feedback', answer, country: outcome.country, weeksMissing: true }, 422);
    case 'late':
      return page(c, deps, { ...outcome, kind: 'answered-late' });
    case 'answered':
      return page(c, deps, { ...outcome, kind: 'answered', answer });
  }
}

function pauseRoutes(app: Hono, deps: WebDeps): void {
  app.get('/pause/:token/:weeks', async (c) => {
    const weeks = pauseWeeksOf(tokenIn(c, 'weeks'));
    if (weeks === null || !(await deps.useCases.showPause(tokenIn(c)))) return unknownLink(c, deps);
    return page(c, deps, { kind: 'pause', weeks });
  });
  app.post('/pause/:token/:weeks', async (c) => {
    const weeks = pauseWeeksOf(tokenIn(c, 'weeks'));
    const body = await readBody(c, FORMS.button);
    if (body.kind === 'too-large') return tooLarge(c, deps);
    if (weeks === null) return unknownLink(c, deps);
    const outcome = await deps.useCases.pause(tokenIn(c), weeks);
    return outcome.kind === 'unknown' ? unknownLink(c, deps) : page(c, deps, outcome);
  });
}

function oneOf<const Choice extends string>(choices: readonly Choice[], text: string): Choice | null {
  return choices.find((choice) => choice === text) ?? null;
}
