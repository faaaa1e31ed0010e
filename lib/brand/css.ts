import { join } from 'node:path';
import { readTokens, type Tokens } from './tokens.ts';

const TOKENS = join(import.meta.dirname, '../../templates/brand/tokens.yaml');

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
  return tokensCss(readTokens(TOKENS));
}
