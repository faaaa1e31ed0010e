import type { CourseSource } from './course-source.ts';
import type { Finding } from './findings.ts';

/** A person rings each number again after this many days: half a year (docs/rules/content.md#signs-and-routes). */
const RING_AGAIN_AFTER_DAYS = 183;
const DAY_MS = 86_400_000;

/**
 * Numbers that nobody has rung for half a year, on the day `today`. A warning, no fault: the lesson goes out, a live
 * deployment does not.
 */
export function numbersToRing({ countries }: Pick<CourseSource, 'countries'>, today: Date): Finding[] {
  return Object.values(countries).flatMap((source) => {
    const due = Object.values(source.data.numbers)
      .filter(({ checked }) => checked === null || isOld(checked.on, today))
      .map(({ shown }) => shown);
    if (due.length === 0) return [];
    return [
      {
        file: source.file,
        line: source.lineOf(['numbers']),
        rule: 'number-not-rung',
        message: `nobody rang these in the last 6 months: ${due.join(', ')}. Ring each, and write who and when into checked`,
      },
    ];
  });
}

function isOld(on: string, today: Date): boolean {
  return today.getTime() - new Date(on).getTime() > RING_AGAIN_AFTER_DAYS * DAY_MS;
}
