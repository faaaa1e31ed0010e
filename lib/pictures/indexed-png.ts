import { crc32, deflateSync } from 'node:zlib';

/** A tenth larger than at 9, in a third of the time. */
const LEVEL = 8;
/** Colours nearer than this (squared, summed over four channels) share a place in the palette. */
const ALIKE = 90;

interface Shape {
  width: number;
  height: number;
  /** 256 at most. */
  colours: number;
  /** What it was made from, kept in the file as its `Source`. */
  source?: string | undefined;
}

/**
 * Encodes straight RGBA pixels as a PNG with a palette: flat drawings have few colours, so this is a third of
 * the size of true colour. Follows the PNG specification, third edition, sections 5 and 11.
 */
export function indexedPng(pixels: Uint8Array, { width, height, colours, source }: Shape): Buffer {
  const words = wordsOf(pixels);
  const palette = paletteOf(words, colours);
  const rows = indexRows(words, palette, width, height);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header(width, height)),
    chunk('PLTE', Buffer.from(palette.flatMap((word) => channels(word).slice(0, 3)))),
    chunk('tRNS', Buffer.from(palette.map(alpha))),
    ...(source === undefined ? [] : [chunk('tEXt', Buffer.from(`Source\0${source}`, 'latin1'))]),
    chunk('IDAT', deflateSync(rows, { level: LEVEL })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A row is its filter (none) and one index a pixel. Runs of one colour are the rule, so the last is remembered. */
function indexRows(words: Uint32Array, palette: readonly number[], width: number, height: number): Buffer {
  const nearest = new Map(palette.map((word, index) => [word, index]));
  const rows = Buffer.alloc((width + 1) * height);
  let known = -1;
  let index = 0;
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? 0;
    if (word !== known) {
      index = nearest.get(word) ?? nearestIn(palette, word);
      nearest.set(word, index);
      known = word;
    }
    rows[Math.floor(i / width) + i + 1] = index;
  }
  return rows;
}

function header(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(width, 0);
  bytes.writeUInt32BE(height, 4);
  bytes.set([8, 3, 0, 0, 0], 8);
  return bytes;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** Pixels as numbers, red lowest: one comparison for four channels. */
function wordsOf(pixels: Uint8Array): Uint32Array {
  const words = new Uint32Array(pixels.byteLength / 4);
  const view = new DataView(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  for (let i = 0; i < words.length; i += 1) words[i] = view.getUint32(i * 4, true);
  return words;
}

const alpha = (word: number): number => word >>> 24;
const channels = (word: number): [number, number, number, number] => [
  word & 0xff,
  (word >>> 8) & 0xff,
  (word >>> 16) & 0xff,
  alpha(word),
];

function apart(a: number, b: number): number {
  const red = (a & 0xff) - (b & 0xff);
  const green = ((a >>> 8) & 0xff) - ((b >>> 8) & 0xff);
  const blue = ((a >>> 16) & 0xff) - ((b >>> 16) & 0xff);
  const opacity = alpha(a) - alpha(b);
  return red * red + green * green + blue * blue + opacity * opacity;
}

/** The most used colours, none too like another: the flat ones first, then the steps between at the edges. */
function paletteOf(words: Uint32Array, colours: number): number[] {
  const counts = countsOf(words);
  const palette: number[] = [];
  for (const [word] of [...counts].toSorted((a, b) => b[1] - a[1])) {
    if (palette.length === colours) break;
    if (palette.every((known) => apart(known, word) > ALIKE)) palette.push(word);
  }
  return palette;
}

function countsOf(words: Uint32Array): Map<number, number> {
  const counts = new Map<number, number>();
  let from = 0;
  for (let i = 1; i <= words.length; i += 1) {
    const word = words[from] ?? 0;
    if (i < words.length && words[i] === word) continue;
    counts.set(word, (counts.get(word) ?? 0) + i - from);
    from = i;
  }
  return counts;
}

function nearestIn(palette: readonly number[], word: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, known] of palette.entries()) {
    const distance = apart(known, word);
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}
