import { LONGEST_PAUSE } from '../domain/answers.ts';
import {
  type Course,
  type CourseMap,
  courseFrom,
  PACES,
  type ReturnRow,
  type SessionId,
} from '../domain/course.ts';
import { faultOfExit } from '../domain/exits.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Finding } from './findings.ts';
import type { MapSource } from './map-schema.ts';
import type { At } from './read-map.ts';
import type { SourceFile } from './source-file.ts';

/** As many lessons as a record remembers: a return cannot look further back. */
const REMEMBERED_LESSONS = 12;

/** Whether every line that is asked has its words; the medical check has one text for all. */
export function checkGateTexts(
  { file, data, lineOf }: SourceFile<MapSource>,
  { sessions }: CourseMap,
  lines: Readonly<Record<string, unknown>>,
): Finding[] {
  return sessions
    .filter(({ id, gates }) => gates.some(({ asks }) => asks === 'line') && !Object.hasOwn(lines, id))
    .map(({ id }) => {
      const row = data.gates.findIndex(({ asks }) => asks === 'line');
      const message = `session ${id} asks a line that has no words; write stage-lines.${id} in safety.yaml`;
      return { file, line: lineOf(['gates', row]), rule: 'gate-without-text', message };
    });
}

/** As many buttons as stand side by side on a phone. */
const PAUSES_IN_A_ROW = 4;

/** Whether every reason to leave has its words. */
export function checkExitTexts(
  { file, lineOf }: SourceFile<MapSource>,
  { exits }: CourseMap,
  words: Readonly<Record<string, unknown>>,
): Finding[] {
  return exits.flatMap((name, place) =>
    Object.hasOwn(words, name)
      ? []
      : [
          {
            ...{ file, line: lineOf(['exits', place]), rule: 'exit-without-text' },
            message: `"${name}" has no words${didYouMean(name, Object.keys(words))}; write ${name}: in exits.yaml`,
          },
        ],
  );
}

type Find = (rule: Finding['rule'], at: At, message: string) => void;

/** Whether a map holds together: that everyone has a way, and no answer or return leads ahead. */
export function checkMap(source: SourceFile<MapSource>, map: CourseMap): Finding[] {
  const findings: Finding[] = [];
  const find: Find = (rule, at, message) =>
    findings.push({ file: source.file, line: source.lineOf(at), rule, message });
  const course = courseFrom(map);
  checkAnchor(course, find);
  checkPaths(course, find);
  checkPaces(course, find);
  checkGates(source.data, course, find);
  checkGateEnds(source.data, course, find);
  checkReturns(course, find);
  checkPauses(course, find);
  checkExits(course, find);
  for (const id of Object.keys(map.gone).filter((one) => course.sessions.has(one)))
    find('twice', ['gone', id], `session ${id} is gone and stands in the tracks; take it out of one of them`);
  return findings;
}

function checkAnchor({ anchor, paths, weeksWithoutDate }: Course, find: Find): void {
  if (anchor !== 'joined') return;
  if (weeksWithoutDate !== null)
    find(
      'anchor',
      ['weeks-without-date'],
      'everyone counts from the day she joins, so nobody is without a date; take weeks-without-date out',
    );
  if (paths.length > 1)
    find(
      'anchor',
      ['paths', 1],
      'everyone begins on the day she joins, in week 0, so nobody comes to this row; take it out',
    );
}

function checkPaths(course: Course, find: Find): void {
  const { paths, weeksWithoutDate } = course;
  if (paths[0]?.from !== 0)
    find(
      'path-gap',
      ['paths', 0, 'from'],
      'nobody who begins earlier has a path; begin the first row with from: 0',
    );
  paths.forEach(({ from, goes }, row) => {
    const before = paths[row - 1];
    if (before !== undefined && from <= before.from)
      find(
        'path-gap',
        ['paths', row, 'from'],
        `this row never fits: from must be more than ${before.from}, the row above`,
      );
    for (const id of new Set(goes.filter((one, place) => goes.indexOf(one) !== place)))
      find('twice', ['paths', row, 'goes'], `session ${id} stands on this path twice; take one of them out`);
    if (!isOpenAtFirst(course, row))
      find(
        'path-not-open',
        ['paths', row, 'first'],
        `the first session of this path is shut ${from} weeks after the date; let it open by then, or begin with another`,
      );
  });
  const dateless = paths.findLast(({ from }) => from <= (weeksWithoutDate ?? -1));
  if (weeksWithoutDate === null || dateless === undefined) return;
  if (course.sessions.get(dateless.first)?.withoutDate !== true)
    find(
      'path-not-open',
      ['weeks-without-date'],
      `someone without a date would begin with ${dateless.first}, which needs one; give its track without-date: true, or take weeks-without-date out`,
    );
}

/** At the quickest pace itself, and at every other pace at least something before it. */
function isOpenAtFirst(course: Course, row: number): boolean {
  const { paths, sessions, ladder, paces } = course;
  const { from = 0, first = 'ceiling' } = paths[row] ?? {};
  const opens = (id: SessionId | undefined, pace: string) =>
    sessions.get(id ?? '')?.opens[pace] ?? Number.POSITIVE_INFINITY;
  const id = first === 'ceiling' ? ladder[0] : first;
  const begin = ladder.includes(id ?? '') ? ladder[0] : id;
  return opens(id, paces[0] ?? '') <= from && paces.every((pace) => opens(begin, pace) <= from);
}

function checkPaces({ paces, ladder, sessions }: Course, find: Find): void {
  const careful = paces.at(-1) ?? '';
  for (const pace of paces.filter((name) => !PACES.some((one) => one === name))) {
    find(
      'unknown-pace',
      ['paces', pace],
      `nobody can choose a pace called ${pace}${didYouMean(pace, PACES)}; the form offers ${PACES.join(' and ')}`,
    );
  }
  for (const pace of paces) {
    const week = (id: SessionId | undefined, of = pace) => sessions.get(id ?? '')?.opens[of] ?? 0;
    const falls = ladder.find((id, place) => place > 0 && week(id) < week(ladder[place - 1]));
    if (falls !== undefined)
      find(
        'not-monotone',
        ['paces', pace, falls],
        `session ${falls} would open before the one ahead of it; give it a later week`,
      );
    const faster = ladder.find((id) => week(id, careful) < week(id));
    if (faster !== undefined)
      find(
        'default-pace-faster',
        ['paces', careful],
        `${careful} stands last and is taken where she names no pace, but opens session ${faster} before ${pace} does; put the most careful pace last`,
      );
  }
}

function checkGates({ gates }: MapSource, course: Course, find: Find): void {
  gates.forEach((row, place) => {
    if (row.asks !== 'check') return;
    const at = ['gates', place, 'not-yet'];
    const to = row['not-yet'];
    const track = trackOf(course, to);
    const isGated = course.sessions.get(to)?.gates.some(({ asks }) => asks === 'check') ?? false;
    if (isGated && track.indexOf(to) > 0)
      find(
        'gate-without-fallback',
        at,
        `session ${to} asks for the same check: whoever is not cleared could do nothing; lead to a session before the first check`,
      );
    const ahead = [...course.sessions.values()].find(
      ({ id, gates: own }) =>
        own.some((gate) => gate.asks === 'check' && gate.notYet === to) &&
        track.includes(id) &&
        track.indexOf(id) < track.indexOf(to),
    );
    if (ahead !== undefined)
      find(
        'fallback-ahead',
        at,
        `"not yet" at session ${ahead.id} would lead ahead, to ${to}; lead to an earlier session`,
      );
  });
}

/** The medical check stands up to and with the session that opens the stage behind it: whoever comes there is asked. */
function checkGateEnds({ gates }: MapSource, course: Course, find: Find): void {
  const asks = (id: SessionId | undefined, what: 'check' | 'line') =>
    id !== undefined && (course.sessions.get(id)?.gates.some((gate) => gate.asks === what) ?? false);
  for (const id of course.sessions.keys()) {
    const track = trackOf(course, id);
    const before = track[track.indexOf(id) - 1];
    if (!asks(id, 'line') || asks(id, 'check') || !asks(before, 'check')) continue;
    find(
      'gate-ends-early',
      ['gates', gates.findIndex((row) => row.asks === 'check'), 'sessions'],
      `the check ends at session ${before}, and ${id} opens a stage without it; let it stand at ${id} too`,
    );
  }
}

function checkPauses({ pauses }: Course, find: Find): void {
  const say = (message: string) => find('pauses', ['pauses'], message);
  if (pauses.length < 1 || pauses.length > PAUSES_IN_A_ROW)
    say(`a mail has room for 1 to ${PAUSES_IN_A_ROW} lengths of a pause, here are ${pauses.length}`);
  const odd = pauses.find((weeks) => weeks < 1 || weeks > LONGEST_PAUSE);
  if (odd !== undefined) say(`nobody pauses for ${odd} weeks; write weeks from 1 to ${LONGEST_PAUSE}`);
  const falls = pauses.find((weeks, place) => weeks <= (pauses[place - 1] ?? Number.NEGATIVE_INFINITY));
  if (falls !== undefined)
    say(`${falls} does not follow a shorter pause; write the shortest first, each once`);
}

function checkExits({ exits }: Course, find: Find): void {
  exits.forEach((name, place) => {
    const say = (message: string) => find('exits', ['exits', place], message);
    const fault = faultOfExit(name);
    if (fault === 'shape')
      say(`"${name}" becomes part of an address: write it in small letters, with dashes for spaces`);
    if (fault === 'taken')
      say(`the site calls something else ${name} already; call this reason by another name`);
    if (exits.indexOf(name) < place) say(`${name} stands here twice; take one of them out`);
  });
}

function checkReturns(course: Course, find: Find): void {
  const { returns } = course;
  const last = returns.at(-1);
  if (last !== undefined && (last.away !== 1 || last.beforeWeek !== null || last.had !== null))
    find(
      'returns-incomplete',
      ['returns', returns.length - 1],
      'some who come back fit no row; end the list with away: 1 and no other condition',
    );
  returns.forEach((row, place) => {
    const ahead = leadsAhead(course, row);
    if (ahead !== null)
      find(
        'return-ahead',
        ['returns', place, 'to'],
        `whoever had ${ahead} would come back further on than she was; name in had only sessions from there on`,
      );
    if (looksTooFarBack(row))
      find(
        'returns-too-far-back',
        ['returns', place],
        `a record remembers ${REMEMBERED_LESSONS} lessons: lead to one session, without had and back, from away: ${REMEMBERED_LESSONS + 1} on`,
      );
  });
}

/** The ladder needs no check: there a return never leads past the lesson before it. */
function leadsAhead(course: Course, { had, to }: ReturnRow): SessionId | null {
  if (typeof to !== 'object' || !('session' in to)) return null;
  const track = trackOf(course, to.session);
  if (course.sessions.get(to.session)?.track === 'ladder') return null;
  const before = track.slice(0, track.indexOf(to.session));
  return before.find((id) => had === null || had.includes(id)) ?? null;
}

function looksTooFarBack({ away, had, to }: ReturnRow): boolean {
  const looksBack = had !== null || to === 'same' || (typeof to === 'object' && 'back' in to);
  return (
    (away > REMEMBERED_LESSONS && looksBack) ||
    (typeof to === 'object' && 'back' in to && to.back > REMEMBERED_LESSONS)
  );
}

function trackOf({ ladder, onRamp, loop }: Course, session: SessionId): readonly SessionId[] {
  return [ladder, onRamp, loop].find((ids) => ids.includes(session)) ?? [];
}
