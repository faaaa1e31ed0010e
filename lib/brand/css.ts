import { join } from 'node:path';
import { type Brand, readBrand } from './brand.ts';
import { readTokens, type Tokens } from './tokens.ts';

const BRAND = join(import.meta.dirname, '../../templates/brand');
const TOKENS = join(BRAND, 'tokens.yaml');

/**
 * The colours of the look as CSS custom properties, `--ground` and so on, light and dark, for a page's own style to
 * stand on. `--in-the-dark` is the filter that dims a picture.
 */
export function tokensCss({ colours: { light, dark }, pictures }: Tokens): string {
  const filter = pictures['in-the-dark'];
  return [
    `:root{color-scheme:light dark;${properties({ ...light, 'in-the-dark': 'none' })}}`,
    `@media (prefers-color-scheme:dark){:root{${properties({ ...dark, 'in-the-dark': filter })}}}`,
  ].join('\n');
}

function properties(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');
}

/** {@link tokensCss} of this checkout's own look, for pages that are written on this machine. Throws as `readTokens` does. */
export function coloursCss(): string {
  return tokensCss(ownTokens());
}

/** The look of this checkout. Throws as `readTokens` does. */
export function ownTokens(): Tokens {
  return readTokens(TOKENS);
}

/** Who this checkout's course is. Throws as `readBrand` does. */
export function ownBrand(): Brand {
  return readBrand(join(BRAND, 'brand.yaml'));
}
