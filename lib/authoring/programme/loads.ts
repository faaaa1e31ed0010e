import { filled } from '../../domain/sentences.ts';
import { type Amounts, amountOf, amountsOf } from '../amounts.ts';
import type { CourseSource } from '../course-source.ts';
import type { Dose, KitSource, Per, Range, VoicedText } from '../programme-schemas.ts';

/** "3 to 4 kg in each hand". */
export function kilosWords(amounts: Amounts, kg: [number, number], per: Per): string {
  const { load } = amounts.words;
  const sentence = { hand: load['in-each-hand'], 'one hand': load['in-one-hand'], total: load['in-all'] }[
    per
  ];
  return filled(sentence, { kilos: bareKilos(amounts, kg) });
}

/** "3 to 4 kg". */
export function bareKilos(amounts: Amounts, kg: Range): string {
  return amountOf(amounts, amounts.words.load.kilos, kg);
}

/** The middle of a load in kilos, both hands together. */
export function middleOf({ kg, per }: Pick<Dose, 'kg' | 'per'>): number {
  if (!kg) return 0;
  return ((kg[0] + kg[1]) / 2) * (per === 'hand' ? 2 : 1);
}

export type WeightRow = KitSource['weights'][number];

/** The row of the table that a load is compared with: the one it names, else the nearest to its middle, else the lighter. */
export function weightRow({ weights }: KitSource, { kg, like }: Pick<Dose, 'kg' | 'like'>): WeightRow | null {
  if (!kg) return null;
  if (like !== undefined) return weights.find((row) => row.kg === like) ?? null;
  const middle = (kg[0] + kg[1]) / 2;
  const distance = (row: WeightRow) => Math.abs(row.kg - middle);
  return weights.toSorted((one, other) => distance(one) - distance(other) || one.kg - other.kg)[0] ?? null;
}

/** What a load is like: someone small where it is hugged, lifted or on the hips; in a hand never a child. */
export function likenessOf(row: WeightRow, per: Per): VoicedText {
  return per === 'total' ? row.like : (row['in-hand'] ?? row.like);
}

/**
 * "Farmer carry: 3 to 5 kg in each hand. Each is like a packed laptop bag. To make one: a bag with two 2-litre
 * bottles." `makes`: with how to make it; `say` picks the wording of her edition.
 */
export function bagLine(
  course: CourseSource,
  dose: Dose,
  makes: boolean,
  say: (text: VoicedText) => string,
): string | null {
  const kit = course.kit.data;
  const row = weightRow(kit, dose);
  if (!row || !dose.kg || !dose.per) return null;
  const each = dose.per === 'hand';
  const like = say(likenessOf(row, dose.per));
  const make = say(row.make);
  const line = say(each ? kit.bags : kit.bag)
    .replace('{move}', say(course.exercises.data[dose.move]?.name ?? dose.move))
    .replace('{kg}', say(kilosWords(amountsOf(course), dose.kg, dose.per)))
    .replace('{like}', like);
  return like === make || !makes
    ? line
    : `${line} ${say(each ? kit['make-one'] : kit['make-it']).replace('{make}', make)}`;
}
