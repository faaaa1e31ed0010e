import type { CountryRule, Units } from '../../domain/countries.ts';
import { type NumberName, type TestName, writtenNumber } from '../../domain/training/her-numbers.ts';
import type { HerWeek } from '../../domain/training/her-year.ts';
import { unitName } from '../../domain/training/number-words.ts';
import type { TrainingSiteWords } from '../../ports/site-words.ts';
import { capitalised, shortDay } from './words.ts';

type Words = TrainingSiteWords['numbers'];

/** Each plot's values: both sides of a test share one, what is counted in different units does not. */
const PLOTS: readonly { of: TestName | 'carry-weight' | 'carry-distance'; values: readonly NumberName[] }[] =
  [
    { of: 'stands', values: ['stands'] },
    { of: 'leg', values: ['legLeft', 'legRight'] },
    { of: 'plank', values: ['plankLeft', 'plankRight'] },
    { of: 'carry-weight', values: ['kilos'] },
    { of: 'carry-distance', values: ['metres'] },
  ];

/** What the dots of a line look like, said beside the name of its column. */
const SIGNS = ['●', '■'] as const;
const [WIDTH, HEIGHT, EDGE, TOP, BOTTOM] = [320, 150, 24, 34, 14] as const;

/** Her numbers as small drawings, each with its table: the drawing is for the eye, the table for everyone. */
export function plotsOf(measured: readonly HerWeek[], place: CountryRule, words: Words) {
  const titles = { ...words.tests, ...words };
  return PLOTS.flatMap(({ of, values }, at) => {
    const weeks = measured.filter(({ numbers }) => values.some((name) => numbers[name] !== undefined));
    if (weeks.length === 0) return [];
    const most = Math.max(1, ...weeks.flatMap(({ numbers }) => values.map((name) => numbers[name] ?? 0)));
    return [
      {
        id: `plot-${at}`,
        title: titles[of],
        // Under the title where the columns are named after her sides, else the name of the column.
        unit: unitOfSides(values, place.units, words),
        lines: values.map((name, line) =>
          lineOf(weeks, { name, other: values[1 - line], line, most, units: place.units }),
        ),
        columns: values.map((name, line) => ({
          name: values.length === 1 ? capitalised(unitName(name, place.units, words)) : words.fields[name],
          sign: values.length === 1 ? null : (SIGNS[line] ?? null),
        })),
        rows: weeks.map(({ on, numbers }) => ({
          when: shortDay(on, place),
          values: values.map((name) => cellOf(name, numbers[name], place.units, words)),
        })),
      },
    ];
  });
}

interface LineFrom {
  name: NumberName;
  /** The line in the same plot. */
  other: NumberName | undefined;
  /** 0: a whole line with round dots; 1: a broken one with square dots. */
  line: number;
  most: number;
  units: Units;
}

function lineOf(weeks: readonly HerWeek[], { name, other, line, most, units }: LineFrom) {
  const step = weeks.length < 2 ? 0 : (WIDTH - 2 * EDGE) / (weeks.length - 1);
  const dots = weeks.flatMap(({ numbers }, at) => {
    const value = numbers[name];
    if (value === undefined) return [];
    const x = Math.round(weeks.length < 2 ? WIDTH / 2 : EDGE + at * step);
    const y = Math.round(HEIGHT - BOTTOM - 18 - (value / most) * (HEIGHT - TOP - BOTTOM - 18));
    const beside = other === undefined ? undefined : numbers[other];
    const textAt = isUpper(value, beside, line) ? y - 12 : y + 24;
    const shape = { x, y, textAt, left: x - 5.5, top: y - 5.5, square: line === 1 };
    return [{ ...shape, value: writtenNumber(name, value, units) }];
  });
  return {
    style: line === 0 ? 'whole-line' : 'dashed',
    points: dots.map(({ x, y }) => `${x},${y}`).join(' '),
    dots,
  };
}

/** The upper of two dots has its value above and the lower one below, so that near ones leave both to be read. */
function isUpper(value: number, beside: number | undefined, line: number): boolean {
  return beside === undefined || beside === value ? line === 0 : value > beside;
}

function unitOfSides([one, other]: readonly NumberName[], units: Units, words: Words): string | null {
  return one === undefined || other === undefined ? null : unitName(one, units, words);
}

/** `unwritten` is what a screen reader says where she left it out. */
function cellOf(name: NumberName, value: number | undefined, units: Units, words: Words) {
  return value === undefined
    ? { value: null, unwritten: words['not-written'] }
    : { value: writtenNumber(name, value, units), unwritten: null };
}
