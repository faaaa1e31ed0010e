import { type Countries, type Country, codesOf } from '../../domain/countries.ts';
import type { Stage } from '../../domain/course.ts';
import type { DayWords } from '../../domain/training/training-words.ts';
import type { ButtonWords } from '../../ports/button-words.ts';
import type { LinkAbout } from '../../ports/letters.ts';

/**
 * One edition of the course: everything a lesson may say, in one country's words, with or without baby
 * mentions. The build writes one file for each; nothing is translated or parsed when a lesson goes out.
 */
export interface Edition {
  country: Country;
  babyMentions: boolean;
  /** BCP 47, for `lang`. */
  lang: string;
  /** SHA-256 over the sign-off set of the course's files (docs/rules/content.md#sign-off). */
  signOffHash: string;
  /** What is said of each drawing, where the course is a translation; else the drawings say it themselves. */
  alts: Readonly<Record<string, string>>;
  /** The number to dial in an emergency, as it is shown. */
  emergency: string;
  exercises: Readonly<Record<string, Exercise>>;
  /** By `sessionKey`. */
  sessions: Readonly<Record<string, Session>>;
  /** Those that the map names. */
  stages: Readonly<Partial<Record<Stage, StageText>>>;
  levels: Readonly<Record<string, EffortText>>;
  onRamp: Readonly<Record<string, EffortText>>;
  everyday: {
    /** By her ceiling, 0 to 52, and by the loop; empty in an edition without baby mentions. */
    ladder: readonly Rich[];
    loop: readonly Rich[];
    /** `from` and `until`: the first and the last ladder session it may go with. */
    neutral: readonly { from: number; until: number | null; line: Rich }[];
  };
  /** Variants of each tip, by its id. */
  tips: Readonly<Record<string, readonly Tip[]>>;
  programme: Programme;
  safety: Safety;
  words: Readonly<Record<string, string>>;
  titles: { ladder: string; onRamp: string; loop: string };
  /** The lengths of a pause, and what each is called. */
  pauses: readonly { weeks: number; words: string }[];
  /** "4 to 5". */
  span: string;
  /** Her training days in a line. */
  days: Pick<DayWords, 'weekdays' | 'both'>;
  /** One line of why, by the rule of placement that spoke. */
  because: Readonly<Record<string, string>>;
  confirmation: ShortLetter & { spam: string };
  links: Readonly<Record<LinkAbout, ShortLetter>>;
  loss: { title: string; sorry: string; body: string; link: string; lines: readonly Rich[] };
  /** What the pages behind her buttons say. */
  buttons: ButtonWords;
}

/** Text with bold words and links, once for HTML (escaped, with tags) and once for plain text. */
export interface Rich {
  html: string;
  text: string;
}

export interface Exercise {
  name: string;
  purpose: string;
  equipment: string;
  cue: string;
  steps: readonly string[];
  caution: string;
  cautionWithWeight: string;
}

export interface Move {
  code: string;
  /** The name of its drawing. */
  picture: string;
  dose: string;
  /** Kilos, where the dose names them. */
  load: string | null;
  /** How she does it this week: the words of her rung. */
  how: string;
  /** A shorter cue than the exercise's own, for this session alone. */
  cue: string | null;
  easier: string;
  /** The rung above, where the session allows it. */
  harder: string | null;
  /** First in its block: its caution is printed. */
  first: boolean;
  /** Done in an earlier session of her way. */
  known: boolean;
  or: { code: string; dose: string; how: string } | null;
}

export interface Session {
  /** What an inbox shows. */
  subject: string;
  title: string;
  why: string;
  /** For readers who gave birth a year or more ago, or did not. */
  whyYearsAgo: string | null;
  /** In place of `why` from her second round of the loop on, one after the other. */
  whyOfLaps: readonly string[];
  minutes: number;
  easierWeek: boolean;
  tip: string;
  effort: readonly [number, number];
  effortWords: string;
  warmUp: string;
  rest: string;
  stop: string;
  /** How to get stronger from here; null where the week is no full one. */
  rule: string | null;
  /** Names of the pairs, two moves each; empty where the moves go one by one. */
  pairs: readonly string[];
  moves: readonly Move[];
  easier: string;
  harder: { line: string; choice: { name: string; how: string } | null };
  impact: { line: string; needs: string; otherwise: string } | null;
  walk: string;
  needs: readonly string[];
  bag: string | null;
  /** The week in which a block's moves come in: what is said once a block is said here. */
  opensBlock: boolean;
  /** Whether it stands in one of the four-week blocks. */
  inBlock: boolean;
  /** Where weights are new to her: how to make a bag safe, and that her own weights do. */
  bagSafety: string | null;
  oneBag: string | null;
  readyNext: string | null;
  /** Whether she measures her four numbers, and the line that puts them beside earlier ones. */
  numbers: { compare: string | null } | null;
  readyToRun: boolean;
  nextLevel: string | null;
  /** Lines that stand for the long ones in a mail that must be short. */
  short: { caesarean: Rich; easier: string; feel: string } | null;
}

/** What several sessions speak of. */
export interface Programme {
  numbers?: Numbers | undefined;
  running?: Running | undefined;
  graduation?: Graduation | undefined;
}

/** What a session measures. */
export interface Numbers {
  title: string;
  when: string;
  /** What is measured, in one line; how, in `tests`. */
  names: string;
  link: string;
  tests: readonly string[];
  stop: string;
  keep: string;
}

/** What the last session of the ladder says beside its own. */
export interface Graduation {
  title: string;
  lead: string;
  now: readonly string[];
  far: string;
  nextTitle: string;
  next: readonly Rich[];
  close: string;
}

export interface Running {
  title: string;
  lead: string;
  link: string;
  gate: readonly string[];
  check: readonly string[];
  rule: string;
  surer: string;
  /** Each step in words. */
  steps: readonly string[];
  how: string;
  buggy: string;
  after: string;
}

interface EffortText {
  /** On a scale of 10, from and to. */
  effort: readonly [number, number];
  effortWords: string;
  pelvicFloor: Rich | null;
}

interface StageText extends EffortText {
  name: string;
  aim: string;
  howOften: string;
  pelvicFloor: Rich;
  knack: Rich | null;
}

interface Tip {
  title: string;
  paragraphs: readonly Rich[];
}

/** A gate as a fork: cleared, go on; not yet, the gentle session. Blanks {session} and {gentle} are filled. */
export interface GateText {
  title: string;
  questions: readonly string[];
  full: Rich;
  /** In place of `full` after the first session that asks. */
  line: Rich;
  stay: Rich;
  ask: string;
}

export interface Safety {
  strip: { call: Rich; link: string };
  call: Rich;
  ring: Rich;
  dark: Rich;
  kind: string;
  table: { title: string; lead: string; groups: readonly { route: Rich; signs: readonly Rich[] }[] };
  gate: {
    birth: GateText;
    yearsAgo: GateText;
    jumpGentle: string;
    jumpSession: string;
    jumpReady: string;
    gentle: string;
  };
  stageLines: Readonly<Record<string, Rich>>;
  symptomLines: Readonly<Record<string, Rich>>;
  readyCheck: Rich;
  mood: { title: string; text: Rich };
  selfCheck: {
    title: string;
    lead: string;
    link: string;
    private: string;
    items: readonly Rich[];
    askFirstTitle: string;
    askFirst: Rich;
  };
  lights: { title: string; green: Rich; amber: Rich; amberFirst: Rich; red: Rich; book: Rich };
  breathe: Rich;
  babySafe: Rich;
  fiveMinutes: string;
  skip: string;
  away: { lead: string; link: string };
  impact: { title: string; link: string; conditions: string };
  caesarean: readonly Rich[];
  pelvicFloorCaution: string;
  /** The exercise that says what the pelvic floor's line says. */
  pelvicFloorMove: string | null;
  general: string;
  reviewed: string;
  notReviewed: string;
}

export interface ShortLetter {
  subject: string;
  title: string;
  text: string;
  button: string;
  notYou: string;
}

/** The key of a session in an edition: `"12"`, `"R1"`, `"E3/2"` (loop session 3 at level 2). */
export function sessionKey(session: string, level: number | null): string {
  return level === null ? session : `${session}/${level}`;
}

/** A session of an edition, at her level where it has levels. */
export function sessionAt(
  sessions: Edition['sessions'],
  session: string,
  level: number | null,
): Session | undefined {
  return sessions[sessionKey(session, level ?? 1)] ?? sessions[session];
}

/** The key of every edition, and the country whose ones everyone else gets. */
export function editionKeys(countries: Countries): { editions: readonly string[]; elsewhere: Country } {
  const keys = (country: Country) => [editionKey(country, true), editionKey(country, false)];
  return { editions: codesOf(countries).flatMap(keys), elsewhere: countries.elsewhere };
}

/** The key of an edition, also its file's name. */
export function editionKey(country: Country, babyMentions: boolean): string {
  return babyMentions ? country : `${country}-no-baby`;
}

/** @throws on a stage that the course does not have. */
export function stageIn({ stages }: Edition, stage: Stage): StageText {
  const text = stages[stage];
  if (text === undefined) throw new Error(`no stage ${stage}`);
  return text;
}
