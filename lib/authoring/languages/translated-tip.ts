import type { Finding } from '../findings.ts';
import type { ReadTip, TipSource, TipVariant } from '../tip-file.ts';
import { type Pair, textFaults } from './translated-text.ts';

/** A tip in another language: as many wordings, each with its title and text. Who signs its words stays as it is. */
export function translatedTip(home: TipSource, over: TipSource, pair: Pair): ReadTip {
  const find = (line: number, rule: Finding['rule'], message: string): Finding => ({
    file: over.file,
    line,
    rule,
    message,
  });
  if (over.variants.length !== home.variants.length) {
    const message = `the tip has ${over.variants.length} wordings, and ${home.variants.length} in the course: begin each with "## Its title"`;
    return { kind: 'broken', findings: [find(1, 'not-translated', message)] };
  }
  const findings = home.variants.flatMap((variant, place) => {
    const translation = over.variants[place];
    if (translation === undefined) return [];
    return pairsOf(variant, translation).flatMap(([ours, theirs]) =>
      textFaults(ours, theirs, pair).map(({ rule, message }) =>
        find(translation.line, rule, `"${theirs.slice(0, 30)}…": ${message}`),
      ),
    );
  });
  if (findings.length > 0) return { kind: 'broken', findings };
  return { kind: 'read', tip: { ...over, id: home.id, theme: home.theme, signed: home.signed } };
}

function pairsOf(home: TipVariant, over: TipVariant): (readonly [string, string])[] {
  return [
    [home.title, over.title],
    [home.body, over.body],
    ...(over.noBaby === null ? [] : [[home.noBaby ?? home.body, over.noBaby] as const]),
  ];
}
