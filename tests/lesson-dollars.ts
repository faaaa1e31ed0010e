import { monthlyDollars } from '../lib/cost/monthly.ts';

/** Dollars above SES's fee for one lesson: 12 mothers get 52 a month. */
export function lessonDollars(): number {
  return monthlyDollars(12).lessons / 52;
}
