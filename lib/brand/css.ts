import { resolve } from 'node:path';
import { type Brand, readBrand } from './brand.ts';
import { courseFolder } from './course-folder.ts';
import { readTokens, type Tokens } from './tokens.ts';

/**
 * The colours of the look as CSS custom properties, `--ground` and so on, light and dark, for a page's own style to
 * stand on. `--in-the-dark` is the filter that dims a picture. Paper is light, however the screen looks.
 */
export function tokensCss({ colours: { light, dark }, pictures }: Tokens): string {
  const filter = pictures['in-the-dark'];
  return [
    `:root{color-scheme:light dark;${properties({ ...light, 'in-the-dark': 'none' })}}`,
    `@media screen and (prefers-color-scheme:dark){:root{${properties({ ...dark, 'in-the-dark': filter })}}}`,
  ].join('\n');
}

function properties(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');
}

/** {@link tokensCss} of the course that `COURSE` names, for pages that are written on this machine. Throws as `readTokens` does. */
export function coloursCss(environment = process.env): string {
  return tokensCss(ownTokens(environment));
}

/** The look of the course that `COURSE` names. Throws as `readTokens` does. */
export function ownTokens(environment = process.env): Tokens {
  const { root, look } = courseFolder(environment);
  return readTokens(resolve(root, look));
}

/** Who the course is that `COURSE` names. Throws as `readBrand` does. */
export function ownBrand(environment = process.env): Brand {
  const { root, brand } = courseFolder(environment);
  return readBrand(resolve(root, brand));
}
