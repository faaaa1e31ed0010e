import * as z from 'zod';
import type { PlanWords } from '../ports/site-words.ts';
import { countedForms, sentence } from './sentence-schema.ts';

/** The shape of `words/plan.yaml`: what her plan says. */

const plain = sentence();
const time = (...blanks: readonly string[]) => sentence([], ['hour', 'hour24', ...blanks]);
const done = z.strictObject({ heading: plain, line: plain.optional() });
const unit = z.strictObject({ name: plain, amount: countedForms() });
const ofEachNumber = z.strictObject({
  stands: plain,
  legLeft: plain,
  legRight: plain,
  plankLeft: plain,
  plankRight: plain,
  metres: plain,
  kilos: plain,
});

export const planWords = z.strictObject({
  days: z.strictObject({
    both: sentence(['first', 'second']),
    cues: z.strictObject({
      'before-breakfast': plain,
      'after-breakfast': plain,
      'at-lunchtime': plain,
      'after-dinner': plain,
      'before-bed': plain,
    }),
    times: z.strictObject({
      morning: time(),
      'morning-past': time('minute'),
      afternoon: time(),
      'afternoon-past': time('minute'),
    }),
  }),
  choose: z.strictObject({ first: plain, second: plain, cue: plain, 'no-day': plain, 'no-cue': plain }),
  ticks: z.strictObject({
    once: plain,
    twice: plain,
    'taken-back': done,
    'ticked-once': done,
    'ticked-twice': done,
  }),
  saved: z.strictObject({
    days: plain,
    'no-days': plain,
    numbers: plain,
    'no-numbers': plain,
    beside: plain,
  }),
  numbers: z.strictObject({
    tests: z.strictObject({ stands: plain, leg: plain, plank: plain, carry: plain }),
    fields: ofEachNumber,
    short: ofEachNumber,
    compared: sentence(['name', 'first', 'latest']),
    units: z.strictObject({
      times: unit,
      seconds: unit,
      metres: unit,
      yards: unit,
      kilos: unit,
      pounds: unit,
    }),
    'carry-weight': plain,
    'carry-distance': plain,
    'not-written': plain,
  }),
  year: z.strictObject({
    summary: sentence(['weeks', 'ticks']),
    'summary-without-ticks': sentence(['weeks']),
    weeks: countedForms(),
    ticks: countedForms(),
    'only-year': plain,
    'nth-year': sentence(['n']),
    mark: sentence(['title', 'day']),
    'mark-once': sentence(['title', 'day']),
    'mark-twice': sentence(['title', 'day']),
    milestones: z.strictObject({
      began: plain,
      'first-tick': plain,
      'starter-done': plain,
      'first-weights': plain,
      halfway: plain,
      'twenty-five': plain,
      fifty: plain,
      year: plain,
    }),
  }),
  calendar: plain,
}) satisfies z.ZodType<PlanWords>;
