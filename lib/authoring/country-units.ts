import type { Units } from '../domain/countries.ts';

/** Customary units, and to what step a figure is rounded. */
const CUSTOMARY: Readonly<Record<string, { unit: string; factor: number; step: number }>> = {
  kg: { unit: 'lb', factor: 2.2046, step: 1 },
  cm: { unit: 'in', factor: 0.3937, step: 1 },
};

/** A carry is walked in yards for metres, one for one: nobody measures the hall. */
const METRES = /(\d+) (?:m|metres)(?!\w)/g;

/** Weights and lengths as a reader measures them: customary ones with the metric figure behind. */
export function inUnitsOf(units: Units): (text: string) => string {
  if (units === 'metric') return (text) => text;
  return (text) =>
    text
      .replace(METRES, '$1 yards')
      .replace(
        /(\d+(?:\.\d+)?)(?: (to|or) (\d+(?:\.\d+)?))? (kg|cm)(?!\w)/g,
        (metric, from: string, joined: string | undefined, to: string | undefined, unit: string) => {
          const customary = CUSTOMARY[unit];
          if (!customary) return metric;
          const scaled = (figure: string) =>
            Math.max(
              customary.step,
              Math.round((Number(figure) * customary.factor) / customary.step) * customary.step,
            );
          const span = to === undefined ? `${scaled(from)}` : `${scaled(from)} ${joined} ${scaled(to)}`;
          return `${span} ${customary.unit} (${metric})`;
        },
      );
}
