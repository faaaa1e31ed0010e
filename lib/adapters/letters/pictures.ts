import type { Exercise } from './edition.ts';

/** The exercise pictures that were drawn at build time, by exercise code, and where they are served from. */
export interface Pictures {
  /** Absolute, without a slash at its end: `https://example.org/pictures`. */
  baseUrl: string;
  byCode: Readonly<Record<string, { file: string; width: number; height: number }>>;
}

export const NO_PICTURES: Pictures = { baseUrl: '', byCode: {} };

export interface Picture {
  src: string;
  width: number;
  height: number;
  alt: string;
}

/** The widest a picture stands in a lesson. */
const SHOWN_WIDTH = 180;

/** The picture of an exercise, its alt text carrying the cue; null where none was drawn. */
export function pictureOf(
  pictures: Pictures,
  code: string,
  { name, cue }: Pick<Exercise, 'name' | 'cue'>,
): Picture | null {
  const drawn = pictures.byCode[code];
  if (!drawn) return null;
  const scale = Math.min(1, SHOWN_WIDTH / drawn.width);
  return {
    src: `${pictures.baseUrl}/${drawn.file}`,
    width: Math.round(drawn.width * scale),
    height: Math.round(drawn.height * scale),
    alt: `${name}: ${cue}`,
  };
}
