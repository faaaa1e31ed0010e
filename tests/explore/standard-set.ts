import { DAY_MS, HOUR_MS } from '../../lib/domain/calendar.ts';
import type { Active } from '../../lib/domain/subscriber.ts';
import type { SignUp } from '../../lib/ports/subscriber-store.ts';
import { idOf } from '../simulation/ports.ts';
import type { Act } from './functions.ts';
import { addressOf, START, type Told } from './scenarios.ts';

const leaves = ([her]: readonly Active[]): Act[] =>
  her === undefined ? [] : [{ kind: 'leave', token: `unsubscribe.${her.id}..` }];
const changes =
  (fields: Record<string, string>) =>
  ([her]: readonly Active[]): Act[] =>
    her === undefined ? [] : [{ kind: 'change', token: `preferences.${her.id}.${her.run}.`, fields }];
const confirms = ([her]: readonly Active[]): Act[] =>
  her === undefined ? [] : [{ kind: 'confirm', token: `confirm.${her.id}.sign-up-again.` }];

/** She signed up once more, with another day. */
const signedUpAgain = ([her]: readonly Active[]): SignUp[] => {
  if (her === undefined) return [];
  const { id, address, firstName, pace, country, timeZone, babyMentions, training, sendDay, sendHour } = her;
  const at = START - HOUR_MS;
  const consent = { version: '1', hash: 'hash', askedAt: at, page: '/', ip: '', userAgent: '', locale: '' };
  const kept = { id, address, firstName, pace, country, timeZone, babyMentions, training, sendDay, sendHour };
  const mailed = { signUpId: 'sign-up-again', at, expiresAt: at + 7 * DAY_MS, mailed: true };
  return [{ ...kept, ...mailed, birthDate: '2025-12-01', consent }];
};

/** What is explored whole with the other tests: each names what may go wrong, and how often. */
const TOLD = {
  'one mother, any one fault': { faults: 1 },
  'two of each function, a message twice': {
    faults: 1,
    rules: { faults: ['message-twice'], dispatches: 2 },
  },
  'a reply and an event lost, late or parked': {
    faults: 2,
    rules: { faults: ['reply-lost', 'event-late', 'event-lost', 'event-dead', 'event-twice'], delivers: 1 },
  },
  'she leaves': { faults: 0, acts: leaves, rules: { delivers: 1 } },
  'she leaves, and the clock of the web is ahead': { faults: 0, acts: leaves, rules: { webSkewMs: 2_000 } },
  'she leaves, and the clock of the web is behind': { faults: 0, acts: leaves, rules: { webSkewMs: -2_000 } },
  'she leaves while a send is slow': {
    faults: 1,
    acts: leaves,
    softBounced: true,
    queued: true,
    rules: { faults: ['slow'], delivers: 1, dispatches: 0, tells: [], horizonMs: HOUR_MS / 6 },
  },
  'she confirms anew, with another day': {
    faults: 1,
    acts: confirms,
    signUps: signedUpAgain,
    rules: { dispatches: 0, horizonMs: HOUR_MS / 6 },
  },
  'she leaves, and a function dies': {
    faults: 1,
    acts: leaves,
    queued: true,
    rules: { faults: ['crash'], delivers: 1, dispatches: 0, tells: [], horizonMs: HOUR_MS / 6 },
  },
  'she changes her day, and a reply is lost': {
    faults: 2,
    acts: changes({ sendDay: 'tue' }),
    rules: { faults: ['reply-lost', 'event-late'], delivers: 1 },
  },
  'she pauses, and a reply is lost': {
    faults: 1,
    acts: changes({ pause: '2' }),
    rules: { faults: ['reply-lost', 'throttled'], delivers: 1 },
  },
  'she leaves while she is imported': {
    faults: 0,
    mothers: 0,
    acts: () => [
      { kind: 'import', address: addressOf(0) },
      { kind: 'leave', token: `unsubscribe.${idOf(addressOf(0))}..` },
    ],
    signedUp: { [idOf(`import ${addressOf(0)}`)]: START },
    rules: { dispatches: 0, horizonMs: HOUR_MS / 6 },
  },
  'a lesson after four weeks of rest': {
    faults: 1,
    restedDays: 28,
    rules: { faults: ['crash'], delivers: 1 },
  },
  'two mothers at one mail a second': { faults: 0, mothers: 2, rules: { ratePerSecond: 1, delivers: 1 } },
  'two mothers, and a message lost': {
    faults: 1,
    mothers: 2,
    rules: { faults: ['message-lost'], delivers: 1 },
  },
  'two mothers, of whom one cannot be read': {
    faults: 1,
    mothers: 2,
    unreadable: true,
    rules: { faults: ['message-lost'], delivers: 1, horizonMs: 5 * HOUR_MS },
  },
  'a message lost while those of others wait': {
    faults: 1,
    rules: { faults: ['message-lost'], othersWaiting: 3, horizonMs: 5 * HOUR_MS },
  },
  'an event of each kind, in any order': {
    faults: 1,
    rules: { faults: ['event-twice'], tells: ['send', 'delivery'], records: 2, delivers: 1 },
  },
  'a complaint': {
    faults: 1,
    rules: { faults: ['event-twice', 'crash'], tells: ['delivery', 'complaint'], delivers: 1 },
  },
  'a complaint, and what a function wrote that died is tried no more': {
    faults: 2,
    queued: true,
    rules: {
      faults: ['crash', 'message-lost'],
      tells: ['complaint'],
      ...{ delivers: 1, dispatches: 0, horizonMs: HOUR_MS / 3 },
    },
  },
  'a bounce': {
    faults: 1,
    rules: { faults: ['reply-lost', 'crash'], tells: ['send', 'bounce'], delivers: 1 },
  },
} as const satisfies Record<string, Told>;

export type ScenarioName = keyof typeof TOLD;
export const STANDARD_SET: ReadonlyMap<string, Told> = new Map(Object.entries(TOLD));

/** By hand: the same world with more that goes wrong in it. */
export const LARGER_SET: ReadonlyMap<string, Told> = new Map<string, Told>([
  ['one mother, any two faults', { faults: 2 }],
  ['she leaves, and something dies', { faults: 1, acts: leaves, rules: { faults: ['crash'], delivers: 1 } }],
  [
    'she leaves, and something is slow',
    { faults: 1, acts: leaves, rules: { faults: ['slow'], delivers: 1 } },
  ],
  ['she leaves, and any one fault', { faults: 1, acts: leaves }],
  ['she leaves, any one fault, the web ahead', { faults: 1, acts: leaves, rules: { webSkewMs: 2_000 } }],
  ['she changes her day, and any one fault', { faults: 1, acts: changes({ sendDay: 'tue' }) }],
  ['she pauses, and any one fault', { faults: 1, acts: changes({ pause: '2' }) }],
  [
    'she confirms anew, with another day, while a lesson is under way',
    {
      ...{ faults: 0, acts: confirms, signUps: signedUpAgain, queued: true },
      rules: { delivers: 1, dispatches: 0, tells: [], horizonMs: HOUR_MS / 6 },
    },
  ],
  [
    'she confirms anew, and a function dies',
    {
      ...{ faults: 1, acts: confirms, signUps: signedUpAgain, queued: true },
      rules: { faults: ['crash'], delivers: 1, dispatches: 0, tells: [], horizonMs: HOUR_MS / 6 },
    },
  ],
  ['she confirms anew, and any one fault', { faults: 1, acts: confirms, signUps: signedUpAgain }],
  ['two mothers, and any one fault', { faults: 1, mothers: 2, rules: { delivers: 1 } }],
]);
