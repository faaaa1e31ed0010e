import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkExitTexts, checkGateTexts, checkMap } from '../../lib/authoring/check-map.ts';
import { didYouMean } from '../../lib/authoring/did-you-mean.ts';
import type { Finding } from '../../lib/authoring/findings.ts';
import { mapSchema } from '../../lib/authoring/map-schema.ts';
import { readMap } from '../../lib/authoring/read-map.ts';
import { parseYaml } from '../../lib/authoring/source-file.ts';
import { COURSE as OURS } from '../course.ts';

const FILE = 'templates/course/course.yaml';
const COURSE = readFileSync(join(import.meta.dirname, '../..', FILE), 'utf8');
const LINES = { '12': 'a', '16': 'b', '24': 'c', '36': 'd' };

const { countries } = OURS;

function findingsOf(text: string): readonly Finding[] {
  const file = parseYaml(text, FILE, mapSchema, 0);
  if (file.kind === 'broken') return file.findings;
  const read = readMap(file.source, countries.all);
  if (read.kind === 'broken') return read.findings;
  return [
    ...checkMap(file.source, read.map),
    ...checkGateTexts(file.source, read.map, LINES),
    ...checkExitTexts(file.source, read.map, { pregnant: {} }),
  ];
}

/** The course with one thing changed, and the line on which that stands. */
function planted(from: string, to: string): { text: string; line: number } {
  if (!COURSE.includes(from)) throw new Error(`course.yaml does not say ${from}`);
  const line = COURSE.slice(0, COURSE.indexOf(from)).split('\n').length;
  return { text: COURSE.replace(from, to), line };
}

test('the map of the course is in order', () => {
  expect(findingsOf(COURSE)).toEqual([]);
});

/** The rule that names it, what was written and what is planted there, words of the mend, lines below the change. */
const FAULTS = withBelow([
  ['unknown-session', 'below: R4', 'below: R44', /no session R44 in the tracks; did you mean R4\?/],
  ['unknown-session', 'sample: 13', 'sample: 1e', /no session 1e in the tracks; did you mean/],
  ['unknown-session', 'first: R1, goes: [R1..R6] }', 'first: R1, goes: [R1..R9] }', /no session R9/],
  ['unknown-session', '2: 3, 6: 8', '2: 3, 60: 8', /no session 60/],
  ['pauses', 'pauses: [2, 4, 8]', 'pauses: []', /room for 1 to 4 lengths of a pause, here are 0/],
  ['pauses', 'pauses: [2, 4, 8]', 'pauses: [1, 2, 3, 4, 5]', /room for 1 to 4 .*, here are 5/],
  ['pauses', 'pauses: [2, 4, 8]', 'pauses: [0, 4]', /nobody pauses for 0 weeks; write weeks from 1 to 26/],
  ['pauses', 'pauses: [2, 4, 8]', 'pauses: [4, 60]', /nobody pauses for 60 weeks/],
  [
    'pauses',
    'pauses: [2, 4, 8]',
    'pauses: [4, 2]',
    /2 does not follow a shorter pause; write the shortest first/,
  ],
  ['pauses', 'pauses: [2, 4, 8]', 'pauses: [4, 4]', /4 does not follow a shorter pause/],
  [
    'anchor',
    'anchor: { called: birth, earliest: 1920-01-01 }',
    'anchor: { joined: true }',
    /take weeks-without-date out/,
    -3,
  ],
  ['exits', 'exits: [pregnant]', 'exits: [Pregnant again]', /"Pregnant again" becomes part of an address/],
  ['exits', 'exits: [pregnant]', 'exits: [pause]', /the site calls something else pause already/],
  ['exits', 'exits: [pregnant]', 'exits: [pregnant, pregnant]', /pregnant stands here twice/],
  ['exit-without-text', 'exits: [pregnant]', 'exits: [pregnent]', /has no words; did you mean pregnant\?/],
  ['unknown-country', 'home: GB', 'home: GE', /there is no file countries\/GE.yaml; did you mean GB\?/],
  ['unknown-country', 'elsewhere: other', 'elsewhere: XX', /elsewhere names one of: GB, IE/],
  ['twice', 'sessions: R1..R6,', 'sessions: [R1..R6, R2],', /R2 stands in the tracks twice/, -1],
  ['twice', 'goes: [R1..R6, 12..52]', 'goes: [R1..R6, 12..52, 14]', /14 stands on this path twice/],
  ['twice', 'gone: {}', 'gone: { 12: 11 }', /12 is gone and stands in the tracks/],
  ['path-gap', '{ from: 0, first: ceiling', '{ from: 2, first: ceiling', /begin the first row with from: 0/],
  ['path-gap', '{ from: 12, first: R1', '{ from: 6, first: R1', /from must be more than 6/],
  ['path-not-open', '{ from: 12, first: R1', '{ from: 9, first: R1', /shut 9 weeks after the date/],
  ['path-not-open', '{ from: 6, first: 6,', '{ from: 6, first: 7,', /shut 6 weeks after the date/],
  ['path-not-open', 'weeks-without-date: 53', 'weeks-without-date: 8', /would begin with 6, which needs one/],
  ['not-monotone', '2: 3, 6: 8', '2: 3, 6: 4', /session 6 would open before the one ahead of it/],
  [
    'default-pace-faster',
    'standard: { 0: 0 }',
    'standard: { 0: 0, 6: 9 }',
    /gentle stands last .* opens session 6/,
    1,
  ],
  ['unknown-pace', 'gentle: { 0: 0, 2: 3, 6: 8 }', 'gentel: { 0: 0, 2: 3, 6: 8 }', /did you mean gentle\?/],
  ['no-stage', 'S8: E1 }', 'S8: E5 }', /session E1 stands in no stage/],
  [
    'gate-without-fallback',
    'asks: check, not-yet: 5 }',
    'asks: check, not-yet: 8 }',
    /8 asks for the same check/,
  ],
  [
    'fallback-ahead',
    'asks: check, not-yet: 5 }',
    'asks: check, not-yet: 13 }',
    /at session 6 would lead ahead, to 13/,
  ],
  [
    'gate-ends-early',
    'sessions: [6..12], asks: check',
    'sessions: [6..11], asks: check',
    /ends at session 11/,
  ],
  ['gate-without-text', '[12, 16, 24, 36]', '[12, 16, 20, 36]', /session 20 asks a line that has no words/],
  ['returns-incomplete', '{ away: 1, to: same }', '{ away: 2, to: same }', /end the list with away: 1/],
  [
    'return-ahead',
    'had: [8..52, R3..R6,',
    'had: [8..52, R2..R6,',
    /whoever had R2 would come back further on/,
  ],
  [
    'returns-too-far-back',
    '{ away: 12, to: R1 }',
    '{ away: 14, to: back 3 }',
    /a record remembers 12 lessons/,
  ],
]);

/** Mostly the fault is found on the line where it is planted. */
function withBelow(rows: [string, string, string, RegExp, number?][]) {
  return rows.map(([rule, from, to, mend, below = 0]) => ({ rule, from, to, mend, below }));
}

describe('a planted fault is named with its line and its mend', () => {
  test.each(FAULTS)('$rule: $from → $to', ({ rule, from, to, mend, below }) => {
    const { text, line } = planted(from, to);
    const findings = findingsOf(text);
    const found = findings.find((finding) => finding.rule === rule);
    expect(found, JSON.stringify(findings)).toMatchObject({
      file: FILE,
      message: expect.stringMatching(mend),
    });
    if (below >= 0) expect(found?.line).toBe(line + below);
  });

  test.each([
    ['earliest: 1920-01-01', 'earliest: 1.1.1920', /anchor\.earliest: write a day such as 1920-01-01/],
    ['send: { hour: 9', 'send: { hour: 24', /send\.hour: write 23 or fewer here/],
    ['send: { hour: 9', 'send: { hour: nine', /send\.hour: write a number here, not text/],
    ['day: anchor }', 'day: monday }', /send\.day: write anchor or joined here/],
    ['day: anchor }', 'days: anchor }', /send: there is no field days; did you mean day\?/],
  ])('%s → %s', (from, to, message) => {
    const { text, line } = planted(from, to);
    expect(findingsOf(text)).toMatchObject([
      { rule: 'shape', line, message: expect.stringMatching(message) },
    ]);
  });

  test('and so is a field that there is not, a track that is missing, a return that leads nowhere', () => {
    expect(findingsOf(planted('gap: 3', 'gap: soon').text)[0]).toMatchObject({ rule: 'shape' });
    expect(findingsOf(planted('sample: 13', 'smaple: 13').text).map(({ message }) => message)).toContainEqual(
      expect.stringContaining('smaple'),
    );
    expect(findingsOf(planted('to: back 3', 'to: backwards').text)[0]?.rule).toBe('unknown-session');
  });
});

test('a word that is near a known one is asked after, and no other', () => {
  expect(didYouMean('R33', ['R3', 'E3'])).toBe('; did you mean R3?');
  expect(didYouMean('gentel', ['standard', 'gentle'])).toBe('; did you mean gentle?');
  expect(didYouMean('zz', ['R3', '12'])).toBe('');
});
