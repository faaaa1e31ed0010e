import type { Countries, CountryRule } from '../domain/countries.ts';
import {
  type CourseMap,
  type Gate,
  type LoopLevels,
  type ReturnRow,
  type SessionId,
  type SessionRule,
  STAGES,
  type Stage,
  type Target,
  type Track,
} from '../domain/course.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Finding } from './findings.ts';
import type { MapSource } from './map-schema.ts';
import type { SourceFile } from './source-file.ts';

export type ReadMap = { kind: 'read'; map: CourseMap } | { kind: 'broken'; findings: Finding[] };

/** A place in `course.yaml`, as its keys lead there. */
export type At = readonly PropertyKey[];

/**
 * The map that `course.yaml` draws. Sessions are named by the tracks alone: every other place must name one of those,
 * and a range there goes by the order of its track.
 */
export function readMap(source: SourceFile<MapSource>, countries: readonly CountryRule[]): ReadMap {
  const names = namesOf(source);
  const map = { countries: countriesOf(source.data, countries, names), ...mapOf(source.data, names) };
  return names.findings.length > 0 ? { kind: 'broken', findings: names.findings } : { kind: 'read', map };
}

interface Names {
  ladder: readonly SessionId[];
  onRamp: readonly SessionId[];
  loop: readonly SessionId[];
  findings: Finding[];
  find(rule: Finding['rule'], at: At, message: string): void;
  /** One session; a name that the tracks do not have is a finding. */
  one(id: string, at: At): SessionId;
  /** A list with its ranges counted out. */
  list(ids: readonly string[], at: At): readonly SessionId[];
}

const ID = /^[A-Za-z0-9-]{1,8}$/;
const RANGE = /^(.+?)\.\.(.+)$/;

function namesOf({ file, data, lineOf }: SourceFile<MapSource>): Names {
  const findings: Finding[] = [];
  const find = (rule: Finding['rule'], at: At, message: string) => {
    findings.push({ file, line: lineOf(at), rule, message });
  };
  const { ladder, 'on-ramp': onRamp, loop } = data.tracks;
  const tracks = {
    ladder: ladder.sessions.flatMap(counted),
    onRamp: (onRamp?.sessions ?? []).flatMap(counted),
    loop: (loop?.sessions ?? []).flatMap(counted),
  };
  const all = Object.values(tracks).flat();
  for (const id of all) {
    if (!ID.test(id))
      find('unknown-session', ['tracks'], `"${id}" is no name of a session: up to 8 letters and digits`);
  }
  for (const id of new Set(all.filter((one, place) => all.indexOf(one) !== place)))
    find('twice', ['tracks'], `session ${id} stands in the tracks twice; take one of them out`);
  const one = (id: string, at: At) => {
    if (!all.includes(id))
      find('unknown-session', at, `there is no session ${id} in the tracks${didYouMean(id, all)}`);
    return id;
  };
  const list = (ids: readonly string[], at: At) => ids.flatMap((id) => between(id, at));
  const between = (text: string, at: At): readonly SessionId[] => {
    const [, from, to] = RANGE.exec(text) ?? [];
    if (from === undefined || to === undefined) return [one(text, at)];
    const track = Object.values(tracks).find((known) => known.includes(from) && known.includes(to));
    if (track === undefined) return [one(from, at), one(to, at)];
    return track.slice(track.indexOf(from), track.indexOf(to) + 1);
  };
  return { ...tracks, findings, find, one, list };
}

/** `R1..R6` counts up from the first number to the second. */
function counted(text: string): readonly SessionId[] {
  const [, from, to] = RANGE.exec(text) ?? [];
  const [, letters, first] = /^([A-Za-z-]*)(\d+)$/.exec(from ?? '') ?? [];
  const [, same, last] = /^([A-Za-z-]*)(\d+)$/.exec(to ?? '') ?? [];
  if (first === undefined || last === undefined || letters !== same) return [text];
  const length = Math.max(0, Number(last) - Number(first) + 1);
  return Array.from({ length }, (_, index) => `${letters}${Number(first) + index}`);
}

/** Home first, where the others leave it open. Everyone without a country of ours gets what `elsewhere` says, or home. */
function countriesOf(data: MapSource, all: readonly CountryRule[], names: Names): Countries {
  const codes = all.map(({ code }) => code);
  const known = (key: 'home' | 'elsewhere', code: string) => {
    if (!codes.includes(code))
      names.find(
        'unknown-country',
        [key],
        code === ''
          ? `write ${key}: and the country in whose words the files are written, one of: ${codes.join(', ')}`
          : `there is no file countries/${code}.yaml${didYouMean(code, codes)}; ${key} names one of: ${codes.join(', ')}`,
      );
    return code;
  };
  const home = known('home', data.home ?? (codes.length === 1 ? (codes[0] ?? '') : ''));
  const elsewhere = data.elsewhere === undefined ? home : known('elsewhere', data.elsewhere);
  const last = (code: string) => Number(data.elsewhere !== undefined && code === elsewhere);
  return {
    home,
    elsewhere,
    all: all.toSorted((one, other) => last(one.code) - last(other.code)),
    unsigned: [],
    languages: {},
  };
}

function mapOf(data: MapSource, names: Names): Omit<CourseMap, 'countries'> {
  const paces = Object.keys(data.paces);
  return {
    weeksWithoutDate: data['weeks-without-date'] ?? null,
    anchor: 'joined' in data.anchor ? 'joined' : 'asked',
    anchorName: 'called' in data.anchor ? data.anchor.called : 'joining',
    voices: data.voices !== undefined,
    earliestDate: 'earliest' in data.anchor ? data.anchor.earliest : NO_DATE_IS_ASKED,
    send: data.send,
    paces,
    sessions: rulesOf(data, names),
    firstNumber: data.tracks.ladder['counted-from'],
    levels: levelsOf(data, names),
    paths: data.paths.map(({ from, first, goes }, row) => ({
      from,
      first: first === 'ceiling' ? first : names.one(first, ['paths', row, 'first']),
      goes: names.list(goes, ['paths', row, 'goes']),
    })),
    pauses: data.pauses,
    exits: data.exits,
    tooEasy: data.answers['too-easy'],
    tooMuch: { ...pick(data.answers['too-much']) },
    gapWeeks: data.gap,
    returns: data.returns.map((row, place) => returnOf(row, place, names)),
    fullSigns: {
      beforeWeek: data['full-signs']['before-week'],
      firstLessons: data['full-signs']['first-lessons'],
      sessions: names.list(data['full-signs'].sessions, ['full-signs', 'sessions']),
    },
    lines: {
      mood: names.list(data.lines.mood, ['lines', 'mood']),
      readyCheck: names.list(data.lines['ready-check'], ['lines', 'ready-check']),
      afterCaesarean: names.list(data.lines['after-caesarean'], ['lines', 'after-caesarean']),
    },
    milestones: Object.fromEntries(
      Object.entries(data.milestones).map(([id, picture]) => [names.one(id, ['milestones', id]), picture]),
    ),
    sample: names.one(data.sample, ['sample']),
    gone: Object.fromEntries(
      Object.entries(data.gone).map(([id, stands]) => [id, names.one(stands, ['gone', id])]),
    ),
  };
}

function pick({ once, running, again }: MapSource['answers']['too-much']) {
  return { once, running, repeated: again };
}

function levelsOf({ tracks: { loop } }: MapSource, names: Names): LoopLevels | null {
  if (loop === undefined) return null;
  const at = (key: string) => ['tracks', 'loop', key];
  return {
    highest: loop.levels,
    blocks: loop.blocks === undefined ? names.loop.slice(0, 1) : names.list(loop.blocks, at('blocks')),
    fromLadder: loop['from-ladder'],
    below: names.one(loop.below, at('below')),
  };
}

function returnOf(row: MapSource['returns'][number], place: number, names: Names): ReturnRow {
  const { away, had, to } = row;
  return {
    away,
    beforeWeek: row['before-week'] ?? null,
    had: had === undefined ? null : names.list(had, ['returns', place, 'had']),
    to: targetOf(to, ['returns', place, 'to'], names),
  };
}

function targetOf(text: string, at: At, names: Names): Target {
  const [, back] = /^back (\d+)$/.exec(text) ?? [];
  if (back !== undefined) return { back: Number(back) };
  return text === 'same' ? text : { session: names.one(text, at) };
}

function rulesOf(data: MapSource, names: Names): readonly SessionRule[] {
  const { 'on-ramp': onRamp, loop } = data.tracks;
  const easier = new Set(names.list(data.easier, ['easier']));
  const gates = gatesOf(data, names);
  const stages = stagesOf(data, names);
  const opens = opensOf(data, names);
  const orAfter = loop?.['or-after'];
  const rules = (track: Track, ids: readonly SessionId[], open: (id: SessionId) => Opening) =>
    ids.map((id) => ({
      ...{ id, track, stage: stages.get(id) ?? NO_STAGE, easier: easier.has(id), gates: gates.get(id) ?? [] },
      ...open(id),
    }));
  const everyPace = (week: number) => Object.fromEntries(Object.keys(data.paces).map((pace) => [pace, week]));
  return [
    ...rules('ladder', names.ladder, (id) => ({
      ...{ opens: opens.get(id) ?? {}, withoutDate: false, orAfter: null },
    })),
    ...rules('on-ramp', names.onRamp, () => ({
      opens: everyPace(onRamp?.opens ?? 0),
      withoutDate: onRamp?.['without-date'] ?? false,
      orAfter: null,
    })),
    ...rules('loop', names.loop, () => ({
      opens: everyPace(loop?.opens ?? 0),
      withoutDate: loop?.['without-date'] ?? false,
      orAfter: orAfter === undefined ? null : names.one(orAfter, ['tracks', 'loop', 'or-after']),
    })),
  ];
}

/** Where everyone counts from the day she joins, a list may still bring the day on which she did. */
const NO_DATE_IS_ASKED = '1900-01-01';

/** Stands in for a finding. */
const NO_STAGE: Stage = 'S1';

type Opening = Pick<SessionRule, 'opens' | 'withoutDate' | 'orAfter'>;

/** By session of the ladder, then by pace. Between entries a session opens a week after the one before it. */
function opensOf({ paces }: MapSource, names: Names): ReadonlyMap<SessionId, Record<string, number>> {
  const opens = new Map(names.ladder.map((id): [SessionId, Record<string, number>] => [id, {}]));
  for (const [pace, entries] of Object.entries(paces)) {
    for (const id of Object.keys(entries)) names.one(id, ['paces', pace, id]);
    let week = -1;
    for (const [id, byPace] of opens) {
      week = entries[id] ?? week + 1;
      byPace[pace] = week;
    }
  }
  return opens;
}

function gatesOf({ gates }: MapSource, names: Names): ReadonlyMap<SessionId, readonly Gate[]> {
  const all = new Map<SessionId, readonly Gate[]>();
  gates.forEach((row, place) => {
    const at = ['gates', place];
    const gate: Gate =
      row.asks === 'check'
        ? { asks: 'check', notYet: names.one(row['not-yet'], [...at, 'not-yet']) }
        : { asks: 'line', back: row.back };
    for (const id of names.list(row.sessions, [...at, 'sessions']))
      all.set(id, [...(all.get(id) ?? []), gate]);
  });
  return all;
}

/** A stage lasts until the next one begins on the same track. */
function stagesOf({ stages }: MapSource, names: Names): ReadonlyMap<SessionId, Stage> {
  const begins = new Map<SessionId, Stage>();
  for (const stage of STAGES) {
    for (const id of names.list(stages[stage] ?? [], ['stages', stage])) begins.set(id, stage);
  }
  const all = new Map<SessionId, Stage>();
  for (const track of [names.ladder, names.onRamp, names.loop]) {
    let stage: Stage | undefined;
    for (const id of track) {
      stage = begins.get(id) ?? stage;
      if (stage !== undefined) all.set(id, stage);
      else
        names.find('no-stage', ['stages'], `session ${id} stands in no stage; name one that begins with it`);
    }
  }
  return all;
}
