import sharp from 'sharp';

/** Pixels an inch: at 72 a unit of the drawing is one pixel. */
const ONE_TO_ONE = 72;
/** How near the palette stays to the drawing, in percent: a flat drawing is told in few colours. */
const QUALITIES = [80, 60, 50, 40, 30, 20];

interface Wanted {
  /** Pixels for each unit of the drawing. */
  scale: number;
  /** A file is drawn in fewer colours until it is no larger than this; bytes. */
  most?: number;
  /** What it was made from, kept in the file. */
  source?: string;
}

/** Renders an SVG without text to a PNG with a palette. */
export async function pngOf(
  svg: string,
  { scale, most = Number.POSITIVE_INFINITY, source }: Wanted,
): Promise<Buffer> {
  const image = sharp(Buffer.from(svg), { density: ONE_TO_ONE * scale });
  if (source) image.withExif({ IFD0: { ImageDescription: source } });
  let smallest: Buffer | null = null;
  for (const quality of QUALITIES) {
    smallest = await image
      .clone()
      .png({ palette: true, quality, effort: 10, dither: 0, compressionLevel: 9 })
      .toBuffer();
    if (smallest.length <= most) break;
  }
  if (!smallest) throw new Error('No quality is told to draw in.');
  return smallest;
}
