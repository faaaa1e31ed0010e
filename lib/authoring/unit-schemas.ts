import * as z from 'zod';
import { text } from './programme-schemas.ts';
import { counted, sentence } from './sentence-schema.ts';

/** The shape of `words/units.yaml`: how amounts are said. */

const words = z.array(text).min(1);

export const units = z.strictObject({
  span: sentence(['from', 'to']),
  dose: z.strictObject({
    sets: counted(['amount']),
    walks: counted(['amount']),
    reps: counted(),
    seconds: counted(),
    metres: counted(),
    minutes: counted(),
    breaths: counted(),
    squeezes: counted(['seconds']),
    'of-each': sentence(['amount']),
    'each-side': sentence(['amount']),
    hold: sentence(['seconds']),
    quick: counted(),
  }),
  load: z.strictObject({
    kilos: counted(),
    'in-each-hand': sentence(['kilos']),
    'in-one-hand': sentence(['kilos']),
    'in-all': sentence(['kilos']),
    like: sentence(['like']),
  }),
  run: z.strictObject({
    'half-a-minute': sentence(),
    minutes: counted(),
    run: sentence(['minutes']),
    'run-and-walk': sentence(['minutes', 'walk']),
    step: counted(['first', 'run']),
  }),
  customary: z.strictObject({
    pounds: sentence(['n'], ['metric']),
    inches: sentence(['n'], ['metric']),
    yards: sentence(['n']),
  }),
  written: z.strictObject({ between: words, kilos: words, centimetres: words, metres: words }),
});
export type UnitsSource = z.infer<typeof units>;
