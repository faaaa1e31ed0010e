import type { Move } from './edition.ts';
import type { Place } from './lesson-shape.ts';

/** A picture as the build drew it; file names under `baseUrl`. */
interface Drawn {
  png: string;
  /** For the page in the browser: the drawing, and a strip of her way there and back for who asks to watch it. */
  svg: string;
  film: string | null;
  width: number;
  height: number;
  /** What changes from the first frame to the last. */
  alt: string;
  /** Which doses and sessions call for this version of the exercise; see docs/pictures.md. */
  version: { words: readonly string[]; from: number | null };
}

/** The exercise pictures that were drawn at build time, and where they are served from. */
export interface Pictures {
  /** Absolute, without a slash at its end: `https://example.org/pictures`. */
  baseUrl: string;
  /** By exercise code, and by code and version: `PU`, `PU-worktop`. */
  byName: Readonly<Record<string, Drawn>>;
}

export const NO_PICTURES: Pictures = { baseUrl: '', byName: {} };

export interface Picture {
  src: string;
  /** Addresses for the page in the browser; no film where there is nothing to watch. */
  drawing: string;
  film: string | null;
  width: number;
  height: number;
  alt: string;
}

/** The widest a picture stands beside its words; on a phone it stands over them and is as wide as they are. */
const SHOWN_WIDTH = 216;

/** The picture of a move; null where none was drawn. */
export function pictureOf(
  pictures: Pictures,
  move: Pick<Move, 'code' | 'written'>,
  reached: number,
): Picture | null {
  const drawn = versionOf(pictures, move, reached);
  if (!drawn) return null;
  const scale = Math.min(1, SHOWN_WIDTH / drawn.width);
  const address = (file: string): string => `${pictures.baseUrl}/${file}`;
  return {
    src: address(drawn.png),
    drawing: address(drawn.svg),
    film: drawn.film && address(drawn.film),
    width: Math.round(drawn.width * scale),
    height: Math.round(drawn.height * scale),
    alt: drawn.alt,
  };
}

/** The version that the dose names, in the words it was written in; else the latest that the session has reached; else the exercise's own. */
function versionOf(
  { byName }: Pictures,
  { code, written }: Pick<Move, 'code' | 'written'>,
  reached: number,
): Drawn | undefined {
  const own = byName[code];
  const versions = Object.entries(byName)
    .filter(([name]) => name.startsWith(`${code}-`))
    .map(([, drawn]) => drawn);
  const named = [...(own ? [own] : []), ...versions].find(({ version }) =>
    version.words.some((said) => written.includes(said)),
  );
  const since = ({ version }: Drawn): number => version.from ?? Number.POSITIVE_INFINITY;
  const latest = versions
    .filter((drawn) => since(drawn) <= reached)
    .toSorted((a, b) => since(b) - since(a))[0];
  return named ?? latest ?? own;
}

/** How far along the ladder a session's exercises are. The on-ramp's doses say all; a loop's level stands for a stage. */
const LOOP_LEVELS = [11, 30, 52];
export function reachedBy({ path, number }: Place, level: number | null): number {
  if (path === 'on-ramp') return 0;
  return path === 'loop' ? (LOOP_LEVELS[(level ?? 1) - 1] ?? 0) : number;
}
