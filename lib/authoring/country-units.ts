import type { Units } from '../domain/countries.ts';
import { filled } from '../domain/sentences.ts';
import { escaped } from './country-words.ts';
import type { UnitsSource } from './unit-schemas.ts';

const POUNDS_IN_A_KILO = 2.2046;
const INCHES_IN_A_CENTIMETRE = 0.3937;

/** Weights and lengths as a reader measures them: customary ones with the metric figure behind. */
export function inUnitsOf(
  units: Units,
  { customary, written }: Pick<UnitsSource, 'customary' | 'written'>,
): (text: string) => string {
  if (units === 'metric') return (text) => text;
  const { between, kilos, centimetres, metres } = written;
  const figures = new RegExp(
    String.raw`(\d+(?:\.\d+)?)(?: (${anyOf(between)}) (\d+(?:\.\d+)?))? (${anyOf([...kilos, ...centimetres])})(?!\w)`,
    'g',
  );
  const walked = new RegExp(String.raw`(\d+) (?:${anyOf(metres)})(?!\w)`, 'g');
  return (text) =>
    text
      // A carry is walked in yards for metres, one for one: nobody measures the hall.
      .replace(walked, (_, n: string) => filled(customary.yards, { n }))
      .replace(
        figures,
        (metric, from: string, joined: string | undefined, to: string | undefined, unit: string) => {
          const isWeight = kilos.includes(unit);
          const scaled = (figure: string) =>
            Math.max(1, Math.round(Number(figure) * (isWeight ? POUNDS_IN_A_KILO : INCHES_IN_A_CENTIMETRE)));
          const n = to === undefined ? `${scaled(from)}` : `${scaled(from)} ${joined} ${scaled(to)}`;
          return filled(isWeight ? customary.pounds : customary.inches, { n, metric });
        },
      );
}

/** The longer ones first, so that no word ends a match in the middle of another. */
function anyOf(words: readonly string[]): string {
  return words
    .toSorted((one, other) => other.length - one.length)
    .map(escaped)
    .join('|');
}
