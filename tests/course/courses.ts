import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { checkMap } from '../../lib/authoring/check-map.ts';
import type { Finding } from '../../lib/authoring/findings.ts';
import { mapSchema } from '../../lib/authoring/map-schema.ts';
import { readMap } from '../../lib/authoring/read-map.ts';
import { parseYaml } from '../../lib/authoring/source-file.ts';
import type { CountryRule } from '../../lib/domain/countries.ts';
import { type Course, courseFrom } from '../../lib/domain/course.ts';

/** A course of another kind than ours, and the same with parts left out; see `kudu/` beside this file. */

const KUDU = readFileSync(join(import.meta.dirname, 'kudu/course.yaml'), 'utf8');

export type Drawn = { kind: 'course'; course: Course } | { kind: 'refused'; findings: readonly Finding[] };

/** Nothing of these courses but the map is read. */
const COUNTRY: readonly CountryRule[] = [
  {
    ...{ code: 'ZA', name: 'South Africa', also: [], locale: 'en-ZA', zone: 'Africa/Johannesburg' },
    ...{ dates: null, units: 'metric' },
  },
];

/** The course that a map draws, when it holds together. */
export function drawn(text: string): Drawn {
  const file = parseYaml(text, 'course.yaml', mapSchema, 0);
  if (file.kind === 'broken') return { kind: 'refused', findings: file.findings };
  const read = readMap(file.source, COUNTRY);
  if (read.kind === 'broken') return { kind: 'refused', findings: read.findings };
  const findings = checkMap(file.source, read.map);
  return findings.length > 0
    ? { kind: 'refused', findings }
    : { kind: 'course', course: courseFrom(read.map) };
}

function courseOf(change: (map: Record<string, unknown>) => Record<string, unknown>): Course {
  const read = drawn(JSON.stringify(change(parse(KUDU))));
  if (read.kind === 'refused') throw new Error(read.findings.map(({ message }) => message).join('\n'));
  return read.course;
}

export const kudu: Course = courseOf((map) => map);

const LADDER = { ladder: { sessions: 'k0..k5' } };
const ON_RAMP = { 'on-ramp': { sessions: ['w1', 'w2'], opens: 4, 'without-date': true } };

export const kuduWithoutLoop: Course = courseOf((map) => ({
  ...map,
  tracks: { ...LADDER, ...ON_RAMP },
  stages: { S1: ['k0', 'w1'], S2: 'k2' },
  returns: [
    { away: 4, to: 'w1' },
    { away: 1, to: 'same' },
  ],
}));

/** Counted from the day she joins. */
export const kuduJoined: Course = courseOf(({ 'weeks-without-date': _, ...map }) => ({
  ...map,
  anchor: { joined: true },
  paths: [{ from: 0, first: 'ceiling', goes: ['k0..k5'] }],
}));

/** Everyone gives a date. */
export const kuduWithDates: Course = courseOf(({ 'weeks-without-date': _, ...map }) => map);

/** Its texts are written once. */
export const kuduOfOneVoice: Course = courseOf(({ voices: _, ...map }) => map);

export const kuduWithoutOnRamp: Course = courseOf(
  ({ 'weeks-without-date': _, 'full-signs': __, lines: ___, ...map }) => ({
    ...map,
    tracks: LADDER,
    paths: [{ from: 0, first: 'ceiling', goes: ['k0..k5'] }],
    stages: { S1: 'k0', S2: 'k2' },
    gates: [{ sessions: ['k2', 'k3'], asks: 'check', 'not-yet': 'k1' }],
    returns: [
      { away: 4, to: 'k0' },
      { away: 1, to: 'same' },
    ],
  }),
);
