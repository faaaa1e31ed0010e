/** Text and what it stands on: 4.5 or more. */
export const TEXTS = [
  ['ink', 'ground'],
  ['ink', 'surface'],
  ['ink', 'soft'],
  ['muted', 'ground'],
  ['muted', 'surface'],
  ['muted', 'soft'],
  ['accent', 'ground'],
  ['accent', 'surface'],
  ['accent', 'soft'],
  ['calm', 'ground'],
  ['calm', 'surface'],
  ['calm', 'soft'],
  ['on-accent', 'accent'],
  ['on-calm', 'calm'],
  ['safe-text', 'safe-ground'],
] as const;

/** What is told by a shape, and what it stands on: 3 or more. */
export const SHAPES = [
  ['field', 'surface'],
  ['mark', 'ground'],
  ['mark', 'surface'],
  ['safe-rule', 'safe-ground'],
  ['green', 'surface'],
  ['amber', 'surface'],
  ['red', 'surface'],
] as const;

/** How far apart two colours are, 1 to 21: contrast ratio of WCAG 2.2. */
export function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((i) => {
    const share = Number.parseInt(colour.slice(i, i + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
