import { DAY_MS, HOUR_MS, type Instant, SECOND_MS } from '../../domain/calendar.ts';
import type { FormRules } from '../../domain/course.ts';
import { type Typed, typedIn } from '../../domain/joining/field.ts';
import { HONEYPOT, HONEYPOTS } from '../../domain/joining/honeypot.ts';
import { networkOf } from '../../domain/joining/network.ts';
import type { Problem } from '../../domain/joining/problem.ts';
import type { Chance } from '../../ports/chance.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Identities } from '../../ports/identities.ts';
import type { LimitStore } from '../../ports/limit-store.ts';
import type { Log } from '../../ports/log.ts';
import type { EnrolQueue } from '../../ports/queues.ts';
import type { CourseSettings } from '../../ports/settings.ts';
import type { Consent } from '../../ports/subscriber-store.ts';
import { readSignUp } from './sign-up-form.ts';

/** A sign-up waits this long for its confirmation, and is then gone (Q35). */
export const SIGN_UP_LIVES_MS = 7 * DAY_MS;

/**
 * A form filled in faster is a machine's work or a browser's autofill. It counts against a narrower limit, so
 * that the one is slowed and the other gets through.
 */
const HASTY_MS = 2 * SECOND_MS;
const SUSPECT_PER_HOUR = 12;

export interface SignUpDeps {
  course: FormRules;
  clock: Clock;
  chance: Chance;
  identities: Identities;
  limits: Pick<LimitStore, 'take'>;
  queue: EnrolQueue;
  log: Log;
  settings: Pick<CourseSettings, 'signUpsPerHourPerNetwork' | 'signUpsPerHourInAll'>;
}

/** One press of the sign-up button, and where it came from. */
export interface SignUpRequest {
  fields: Typed;
  /** The sender's internet address. */
  ip: string;
  /** Of the consent record: what was shown, on which page, to which browser. */
  consent: Pick<Consent, 'version' | 'hash' | 'page' | 'userAgent' | 'locale'>;
}

export type SignedUp =
  | { kind: 'accepted' }
  | { kind: 'invalid'; problems: readonly Problem[] }
  | { kind: 'limited' };

/**
 * Takes a sign-up and hands it to enrol. It looks nobody up, so its answer is the same in status, body and time
 * whatever the state of the address (Q40).
 */
export function signUp(deps: SignUpDeps) {
  return async ({ fields, ip, consent }: SignUpRequest): Promise<SignedUp> => {
    const now = deps.clock.now();
    const reading = readSignUp(deps.course, fields, now);
    if (reading.kind === 'invalid') return reading;
    const signs = signsOfMachine(fields, deps.clock.machineNow());
    if (signs === 2) {
      deps.log.info('sign-up-trapped');
      return { kind: 'invalid', problems: [{ input: HONEYPOT, code: 'field-for-machines' }] };
    }
    if (!(await withinLimits(deps, signs > 0, ip, now))) {
      deps.log.warn('sign-up-limited');
      return { kind: 'limited' };
    }
    const signUpId = deps.chance.signUpId();
    await deps.queue.send({
      kind: 'sign-up',
      signUp: {
        ...reading.answers,
        signUpId,
        at: now,
        expiresAt: now + SIGN_UP_LIVES_MS,
        consent: { ...consent, askedAt: now, ip },
      },
    });
    deps.log.info('sign-up-queued');
    return { kind: 'accepted' };
  };
}

/** Counts accepted sign-ups of her network and of all (Q41). The keys are hashes: a limit names nobody. */
async function withinLimits(deps: SignUpDeps, suspect: boolean, ip: string, now: Instant): Promise<boolean> {
  const { limits, settings } = deps;
  // An address holds no space, so this hash is never a subscriber's.
  const network = await deps.identities.idOf(`network ${networkOf(ip)}`);
  if (suspect) {
    const hasty = await limits.take(`hasty#${network}`, SUSPECT_PER_HOUR, HOUR_MS, now);
    if (hasty === 'exceeded') return false;
  }
  const own = await limits.take(`network#${network}`, settings.signUpsPerHourPerNetwork, HOUR_MS, now);
  if (own === 'exceeded') return false;
  return (await limits.take('all', settings.signUpsPerHourInAll, HOUR_MS, now)) === 'ok';
}

/**
 * A field that people do not see was filled in, or the form came back faster than a person types. Each alone may be a
 * password manager's or a browser's doing, so it only narrows the limit; both together ask her to empty the field.
 */
function signsOfMachine(fields: Typed, now: Instant): number {
  const filled = HONEYPOTS.some((name) => typedIn(fields, name) !== '');
  return Number(filled) + Number(isHasty(fields, now));
}

/** Only the form's own page writes the time at which it was shown; forms on other sites have none. */
function isHasty(fields: Typed, now: Instant): boolean {
  const shownAt = Number(typedIn(fields, 'shownAt') || Number.NaN);
  return Number.isFinite(shownAt) && now - shownAt < HASTY_MS;
}
