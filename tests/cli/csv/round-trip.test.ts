import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportLines } from '../../../lib/cli/csv/export-lines.ts';
import { type ImportLine, readImport } from '../../../lib/cli/csv/import-file.ts';
import { addDays, timeZones } from '../../../lib/domain/calendar.ts';
import { PACES } from '../../../lib/domain/course.ts';
import { cleanFirstName } from '../../../lib/domain/joining/first-name.ts';
import { aboutOf } from '../../../lib/domain/joining/stored-fields.ts';
import type { About, Subscriber } from '../../../lib/domain/subscriber.ts';
import { trainingToText } from '../../../lib/domain/training/training-days.ts';
import { at, subscriber } from '../../builders.ts';
import { COUNTRIES, COURSE } from '../../course.ts';
import { anyTraining } from '../../domain/training/any-training.ts';

const NOW = at('2026-11-23 10:00');

/** Names with all that a file, a spreadsheet or a form might stumble over. */
const firstName = fc.oneof(
  fc.constant(null),
  fc.constantFrom(
    'Ma.Teresa',
    "'=Ann",
    "''-Ann",
    '-x',
    '=1+1 Ann',
    '+Ann',
    "O'Brien",
    'Zoë, "Z"',
    'A;B',
    'Łucja',
    '李娜',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
);
const about: fc.Arbitrary<About> = fc.record({
  firstName: firstName.map((name) => {
    const read = cleanFirstName(name ?? '');
    return read.kind === 'ok' ? read.name : 'Ann';
  }),
  birthDate: fc.option(fc.integer({ min: 0, max: 30_000 }).map((days) => addDays('2026-11-23', -days))),
  pace: fc.constantFrom(...PACES),
  country: fc.constantFrom(...COUNTRIES),
  timeZone: fc.constantFrom(...timeZones(), 'UTC'),
  sendDay: fc.constantFrom(null, 1, 2, 3, 4, 5, 6, 7),
  sendHour: fc.integer({ min: 0, max: 23 }),
  babyMentions: fc.boolean(),
  training: fc.option(anyTraining.map(trainingToText)),
});

async function* each<Value>(...values: Value[]): AsyncGenerator<Value> {
  yield* values;
}

async function carried(those: readonly Subscriber[], excel = false): Promise<ImportLine[]> {
  const lines = await Array.fromAsync(exportLines(each(...those), { format: 'csv', excel }));
  const file = await readImport(each(Buffer.from(lines.join(''))), {
    now: NOW,
    order: null,
    course: COURSE,
  });
  return Array.fromAsync(file.lines);
}

describe('export, then import', () => {
  test('says of everyone all that she told, whatever it is', async () => {
    const cases = fc.array(fc.record({ about, excel: fc.boolean() }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(cases, fc.boolean(), async (people, excel) => {
        const those = people.map((one, n) => subscriber({ ...one.about, address: `ann${n}@example.com` }));
        const lines = await carried(those, excel);
        const read = lines.map((line) => (line.kind === 'ok' ? line.row.answers : line.why));
        expect(
          read.map((one) => (typeof one === 'string' ? one : { ...aboutOf(one), address: one.address })),
        ).toEqual(those.map((one) => ({ ...aboutOf(one), address: one.address })));
      }),
      { numRuns: 100 },
    );
  });

  test('says until when she rests', async () => {
    const paused = subscriber();
    const [line] = await carried([{ ...paused, state: 'paused', pausedUntil: '2026-12-20' }]);
    expect(line?.kind === 'ok' && line.row.pausedUntil).toBe('2026-12-20');
  });

  test('refuses whoever must not be mailed', async () => {
    const { dueAt: _at, dueOn: _on, claim: _claim, tries: _tries, ...rest } = subscriber();
    const lines = await carried([{ ...rest, state: 'stopped', why: 'bounced', eraseAt: NOW }]);
    expect(lines).toMatchObject([{ kind: 'rejected', why: expect.stringMatching(/^state: stopped;/) }]);
  });
});

test('an export for Excel begins with a byte-order mark, and any other does not', async () => {
  const first = async (excel: boolean) =>
    (await exportLines(each(subscriber()), { format: 'csv', excel }).next()).value;
  expect(await first(true)).toMatch(/^\uFEFFemail,/);
  expect(await first(false)).toMatch(/^email,/);
});
