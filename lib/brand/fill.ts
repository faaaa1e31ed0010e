import type { Brand } from './brand.ts';
import type { Tokens } from './tokens.ts';

/**
 * A source with the look in place of its `$names`: colours (`$accent`, in the dark `$dark-accent`), letters of a mail
 * (`$h1`: size and line), its faces (`$title-face`), spaces (`$between-cards`) and corners (`$radius-card`); and the
 * course's own name, `$name`. Throws on one that the look has not.
 */
export function withTokens(source: string, tokens: Tokens, { name: own }: Pick<Brand, 'name'>): string {
  const values: Readonly<Record<string, string>> = { ...mailValues(tokens), name: own };
  return source.replaceAll(/\$([a-z][a-z0-9-]*)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the look has no $${name}`);
    return value;
  });
}

function mailValues({ colours, pictures, type, space, radius }: Tokens): Readonly<Record<string, string>> {
  const { 'title-face': titleFace, 'text-face': textFace, ...sizes } = type.mail;
  return {
    ...colours.light,
    ...under('dark', colours.dark),
    'in-the-dark': pictures['in-the-dark'],
    tile: pictures.tile,
    'title-face': singleQuoted(titleFace),
    'text-face': singleQuoted(textFace),
    ...Object.fromEntries(
      Object.entries(sizes).map(([name, { size, line }]) => [
        name,
        `font-size: ${size}px; line-height: ${line}px`,
      ]),
    ),
    ...inPx(space),
    ...under('radius', inPx(radius)),
  };
}

function under(prefix: string, values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}-${name}`, value]));
}

function inPx(values: Readonly<Record<string, number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `${value}px`]));
}

/** It ends up inside an attribute. */
function singleQuoted(face: string): string {
  return face.replaceAll('"', "'");
}
