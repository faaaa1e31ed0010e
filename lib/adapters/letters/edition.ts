import type { Country, Stage } from '../../domain/course.ts';
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
  /** The number to dial in an emergency, as it is shown. */
  emergency: string;
  exercises: Readonly<Record<string, Exercise>>;
  /** By `sessionKey`. */
  sessions: Readonly<Record<string, Session>>;
  stages: Readonly<Record<Stage, StageText>>;
  levels: Readonly<Record<string, EffortText>>;
  onRamp: Readonly<Record<string, EffortText>>;
  everyday: {
    /** By her ceiling, 0 to 52, and by the loop; empty in an edition without baby mentions. */
    ladder: readonly Rich[];
    loop: readonly Rich[];
    /** `from`: the first ladder session it may go with. */
    neutral: readonly { from: number; line: Rich }[];
  };
  /** Variants of each tip, by its id. */
  tips: Readonly<Record<string, readonly Tip[]>>;
  safety: Safety;
  words: Readonly<Record<string, string>>;
  subjects: { ladder: string; onRamp: string; loop: string };
  confirmation: ShortLetter & { spam: string };
  links: Readonly<Record<LinkAbout, ShortLetter>>;
  loss: { title: string; sorry: string; body: string; link: string; lines: readonly Rich[] };
  pregnant: string;
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
  easier: string;
  harder: string;
  caution: string;
  impact: boolean;
}

export interface Move {
  code: string;
  /** The dose as it was written, in UK words: what the picture's version is chosen by. */
  written: string;
  dose: string;
  optional: boolean;
  or: { code: string; dose: string } | null;
}

export interface Session {
  title: string;
  minutes: number;
  easierWeek: boolean;
  tip: string;
  /** How many sessions of the same path carry this tip before this one: which variant comes first. */
  tipTurn: number;
  moves: readonly Move[];
  easier: Rich;
  harder: Rich;
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

export interface Safety {
  call: Rich;
  ring: Rich;
  dark: Rich;
  kind: string;
  tableLink: string;
  table: { title: string; lead: string; groups: readonly { route: Rich; signs: readonly Rich[] }[] };
  gate: { title: string; text: Rich; fallback: string };
  stageLines: Readonly<Record<string, Rich>>;
  readyCheck: Rich;
  selfCheck: { title: string; lead: string; items: readonly Rich[]; askFirstTitle: string; askFirst: Rich };
  lights: { title: string; green: Rich; amber: Rich; red: Rich; book: Rich };
  breathe: Rich;
  babySafe: Rich;
  fiveMinutes: string;
  skip: string;
  away: { lead: string; link: string };
  impact: { title: string; text: string; steps: Readonly<Record<string, string>> };
  caesarean: readonly Rich[];
  firstDays: Rich;
  pelvicFloorCaution: string;
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
  return session.startsWith('E') ? `${session}/${level ?? 1}` : session;
}

/** The key of an edition, also its file's name. */
export function editionKey(country: Country, babyMentions: boolean): string {
  return babyMentions ? country : `${country}-no-baby`;
}
