import { directionOf } from '../../domain/spoken.ts';

const OTHER: Readonly<Record<string, string>> = { ltr: 'rtl', left: 'right', right: 'left' };
const SIDE = /(?<=\b(?:dir="|align="|direction:|text-align:|border-|padding-|margin-))(?:ltr|left|right)\b/g;
/** Lengths go clockwise from the top, and those of corners from the upper left. */
const FOUR_SIDES = /\bpadding:([^\s;"]+) ([^\s;"]+) ([^\s;"]+) ([^\s;"}]+)/g;
const FOUR_CORNERS = /\bborder-radius:([^\s;"]+) ([^\s;"]+) ([^\s;"]+) ([^\s;"}]+)/g;

/** A mail as its language reads it: its frame is written from the left, and mail clients know no logical sides. */
export function turned(html: string, language: string): string {
  if (directionOf(language) === 'ltr') return html;
  return html
    .replace(SIDE, (side) => OTHER[side] ?? side)
    .replace(FOUR_SIDES, 'padding:$1 $4 $3 $2')
    .replace(FOUR_CORNERS, 'border-radius:$2 $1 $4 $3');
}
