import { amountsOf, type WithAmounts } from '../amounts.ts';
import type { CourseSource } from '../course-source.ts';
import type { Dose, ProgrammeSource, Rung } from '../programme-schemas.ts';
import { bareKilos, kilosWords } from './loads.ts';
import { type Planned, rungsOf } from './planned.ts';

type Kilos = readonly [number, number];

/** What to do in place of a dose where it is too much: the rung below, or less of the same. */
export function easierOf(course: CourseSource, dose: Dose): string {
  const { easier } = course.programme.data;
  if (dose.easier !== undefined && dose.per !== undefined) {
    return easier.lighter.replace('{kg}', kilosWords(amountsOf(course), dose.easier, dose.per));
  }
  const below = rungsOf(course, dose)?.below;
  if (below) return offered(below);
  return dose.minutes === undefined ? easier.fewer : easier.shorter;
}

/** The easier one beside its dose in a mail: where only the weight is less, its kilos say all. */
export function easierBriefly(course: CourseSource, dose: Dose): string {
  const rungs = rungsOf(course, dose);
  const lighter = dose.easier ?? (rungs?.below?.say === rungs?.at.say ? rungs?.below?.kg : undefined);
  return lighter && dose.kg ? `${bareKilos(amountsOf(course), lighter)}.` : easierOf(course, dose);
}

/**
 * The rung above, where the week allows one: it has come (`from`), it begins no heavier than today's dose ends, and
 * the week is no easier one. Null elsewhere.
 */
export function harderOf(
  course: Pick<CourseSource, 'exercises'>,
  planned: Pick<Planned, 'easierWeek' | 'stage' | 'track' | 'number' | 'reach'>,
  dose: Dose,
): string | null {
  const above = rungsOf(course, dose)?.above;
  if (!above || dose.harder === false || isQuiet(planned) || above.from > planned.reach) return null;
  if (above.kg && dose.kg && above.kg[0] > dose.kg[1]) return null;
  return offered(above);
}

/** Offers nothing harder: an easier week, the first stage, and the on-ramp's first session. */
function isQuiet({
  easierWeek,
  stage,
  track,
  number,
}: Pick<Planned, 'easierWeek' | 'stage' | 'track' | 'number'>): boolean {
  return easierWeek || stage === 'S1' || (track === 'on-ramp' && number === 1);
}

function offered({ offer, say }: Rung): string {
  return offer ?? say;
}

/** In a week that changes nothing but the numbers: the kilos alone, where there are any. */
export function howBriefly(course: Pick<CourseSource, 'exercises'> & WithAmounts, dose: Dose): string {
  return dose.kg && dose.per ? `${kilosWords(amountsOf(course), dose.kg, dose.per)}.` : howOf(course, dose);
}

/** How she does it this week, with the kilos of her dose: "A bag of 3 to 4 kg in each hand." */
export function howOf(course: Pick<CourseSource, 'exercises'>, dose: Dose): string {
  const rung = rungsOf(course, dose)?.at;
  if (!rung) return '';
  if (!rung.offer || !rung.kg || !dose.kg) return rung.say;
  return withKilos(rung.offer, rung.kg, dose.kg);
}

/** "2 to 5 kg" of an offer as "3 to 4 kg", whatever the word between. */
function withKilos(offer: string, [low, high]: Kilos, [from, to]: Kilos): string {
  return offer.replace(spanOf([low, high]), `${from}$1${to}`);
}

/** Two figures as a sentence of the course writes them, with the word between them. */
export function spanOf([low, high]: Kilos): RegExp {
  const written = (figure: number) => `${figure}`.replace('.', '\\.');
  return new RegExp(`(?<![\\d.])${written(low)}( \\S+ )${written(high)}(?![\\d.])`);
}

/** What stands over the easier moves. */
export function easierLine({ easier }: ProgrammeSource, { easierWeek, stage, content }: Planned): string {
  if (easierWeek) return easier['easier-week'];
  if (stage === 'S1') return easier['first-stage'];
  const sets = Math.max(...content.moves.map((move) => move.sets ?? 1));
  if (sets === 1) return easier['one-set'];
  return sets === 2 ? easier['two-sets'] : easier['more-sets'];
}

/** What stands over the harder move, or in its place. `any`: whether the week offers one. */
export function harderLine({ harder }: ProgrammeSource, planned: Planned, any: boolean): string {
  if (any) return harder.pick;
  const slow = !isQuiet(planned) && planned.content.moves.some(({ sets }) => (sets ?? 1) > 1);
  return slow ? harder.slower : harder.none;
}
