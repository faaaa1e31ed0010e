import { Resvg } from '@resvg/resvg-js';
import { indexedPng } from './indexed-png.ts';

/** Renders an SVG without text to a PNG of that many pixels across. */
export function pngOf(
  svg: string,
  { width, colours = 72, source }: { width: number; colours?: number; source?: string },
): Buffer {
  const fitTo = { mode: 'width', value: width } as const;
  const image = new Resvg(svg, { fitTo, font: { loadSystemFonts: false } }).render();
  const { height } = image;
  return indexedPng(straight(image.pixels), { width: image.width, height, colours, source });
}

/** The renderer multiplies colours by their alpha; PNG wants them straight. */
function straight(pixels: Buffer): Uint8Array {
  const copy = Uint8Array.from(pixels);
  for (let i = 0; i < copy.length; i += 4) {
    const alpha = copy[i + 3] ?? 0;
    if (alpha === 255) continue;
    for (const channel of [i, i + 1, i + 2]) {
      copy[channel] = alpha === 0 ? 0 : Math.min(255, Math.round(((copy[channel] ?? 0) * 255) / alpha));
    }
  }
  return copy;
}
