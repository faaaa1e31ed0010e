/** A picture as the build drew it; file names under `baseUrl`. */
interface Drawn {
  png: string;
  /** For the page in the browser: the drawing, and a strip of her way there and back for who asks to watch it. */
  svg: string;
  film?: string | null | undefined;
  width: number;
  height: number;
  /** What changes from the first frame to the last. */
  alt: string;
}

/** The exercise pictures that were drawn at build time, and where they are served from. */
export interface Pictures {
  /** Absolute, without a slash at its end: `https://example.org/pictures`. */
  baseUrl: string;
  /**
   * By the drawing's name: `PU`, `PU-worktop`. A rung of an exercise names its own. Beside them the pictures of the whole:
   * `mark`, and the year with so many dots filled, `year-1` to `year-4`.
   */
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
const SHOWN_WIDTH = 264;

/** The drawing of that name; null where none was drawn. @param alts what is said of it in another language. */
export function pictureOf(
  { baseUrl, byName }: Pictures,
  drawing: string,
  alts: Readonly<Record<string, string>> = {},
): Picture | null {
  const drawn = byName[drawing];
  if (!drawn) return null;
  const scale = Math.min(1, SHOWN_WIDTH / drawn.width);
  const address = (file: string): string => `${baseUrl}/${file}`;
  return {
    src: address(drawn.png),
    drawing: address(drawn.svg),
    film: drawn.film ? address(drawn.film) : null,
    width: Math.round(drawn.width * scale),
    height: Math.round(drawn.height * scale),
    alt: alts[drawing] ?? drawn.alt,
  };
}
