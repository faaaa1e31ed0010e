import { isScalar, parseDocument } from 'yaml';
import type { CourseSource } from '../authoring/course-source.ts';
import type { Planned } from '../authoring/programme/planned.ts';
import type { SourceFile } from '../authoring/source-file.ts';
import { courseFrom, placeOf } from '../domain/course.ts';
import type { Place } from './edit-text.ts';
import { labelOf } from './field-labels.ts';

/** One value of the coach's files that can be changed at the desk. */
export interface Field {
  id: string;
  group: 'Lesson' | 'Doses' | 'Tip' | 'Everyday' | 'Safety';
  label: string;
  value: string;
  isNumber: boolean;
  rows: number;
  file: string;
  line: number;
  place: Place;
  /** What it may be, beside the field. */
  limit: string;
}

type Path = (string | number)[];
type About = Pick<Field, 'group' | 'label' | 'limit'> & { rows?: number };

const AMOUNTS = [
  'rung',
  'sets',
  'reps',
  'seconds',
  'metres',
  'minutes',
  'breaths',
  'squeezes',
  'hold-seconds',
  'quick',
  'kg',
  'easier',
];

/** What can be changed of one lesson, in the order in which she reads it. */
export function lessonFields(course: CourseSource, planned: Planned): Field[] {
  const { file, content, path: at } = planned;
  const path = at.map((step) => (typeof step === 'number' ? step : `${String(step)}`));
  const of = yamlFields(file);
  const hasOwnTitle = of([...path, 'title'], { group: 'Lesson', label: 'Title', limit: '' }).length > 0;
  return [
    ...of(hasOwnTitle ? [...path, 'title'] : ['title'], {
      group: 'Lesson',
      label: 'Title',
      limit: 'A few words.',
    }),
    ...of([...path, 'subject'], {
      group: 'Lesson',
      label: 'Subject',
      limit: 'At most 49 characters. No week, no age.',
    }),
    ...of([...path, 'why'], {
      group: 'Lesson',
      label: 'Why',
      limit: 'Two sentences at most; the first stands above the moves.',
      rows: 4,
    }),
    ...of([...path, 'minutes'], { group: 'Lesson', label: 'Minutes', limit: '2 to 30.' }),
    ...content.moves.flatMap((dose, index) => doseFields(course, of, [...path, 'moves', index], dose.move)),
    ...(content.impact ? doseFields(course, of, [...path, 'impact'], content.impact.move) : []),
    ...tipFields(course, planned.tip),
    ...everydayFields(course, planned),
    ...safetyLineFields(course, planned.session),
  ];
}

/** Every word of safety.yaml. */
export function safetyFields({ safety }: CourseSource): Field[] {
  return yamlFields(safety)([], {
    group: 'Safety',
    label: '',
    limit: 'Signed: a change asks for a new signature.',
    rows: 3,
  });
}

function doseFields(
  course: CourseSource,
  of: ReturnType<typeof yamlFields>,
  path: Path,
  move: string,
): Field[] {
  const exercise = course.exercises.data[move];
  const name = exercise?.name ?? move;
  const most: Readonly<Record<string, number | undefined>> = exercise?.most ?? {};
  return AMOUNTS.flatMap((amount) => {
    const limit =
      amount === 'rung'
        ? `0 to ${(exercise?.rungs.length ?? 1) - 1}: ${rungWords(exercise?.rungs)}`
        : atMost(most[amount]);
    return of([...path, amount], { group: 'Doses', label: `${name}: ${labelOf('', [amount], true)}`, limit });
  });
}

function rungWords(rungs: readonly { say: string }[] = []): string {
  return rungs.map(({ say }, index) => `${index} ${say}`).join(' ');
}

function atMost(most: number | undefined): string {
  return most === undefined ? 'A number above 0.' : `At most ${most}.`;
}

function tipFields(course: CourseSource, id: string): Field[] {
  const tip = course.tips.find((one) => one.id === id);
  const [fewest, longest] = course.rules.data.reading['tip-words'];
  return (tip?.variants ?? []).flatMap((variant, index) => {
    const field = (
      part: 'title' | 'body' | 'noBaby',
      label: string,
      limit: string,
      rows: number,
      value: string | null,
    ): Field[] =>
      tip === undefined || value === null
        ? []
        : [
            {
              ...{ group: 'Tip', label: `${tip.id}, wording ${index + 1}: ${label}`, limit, rows, value },
              ...{ id: `${tip.file}#${index}.${part}`, isNumber: false, file: tip.file, line: variant.line },
              place: { in: 'tip', variant: index, part },
            },
          ];
    const words = `${fewest} to ${longest} words, one action in **bold**.`;
    return [
      ...field('title', 'title', 'One line.', 1, variant.title),
      ...field('body', 'words', words, 7, variant.body),
      ...field('noBaby', 'words without baby mentions', words, 7, variant.noBaby),
    ];
  });
}

/** The line that goes with this lesson, for who has a date and hears of her baby. */
function everydayFields(course: CourseSource, { session, track }: Planned): Field[] {
  if (track === 'on-ramp') return [];
  const { number } = placeOf(courseFrom(course.map.map), session);
  const path = track === 'loop' ? ['loop', number - 1] : ['ladder', number];
  return yamlFields(course.everyday)(path, {
    group: 'Everyday',
    label: 'Everyday line',
    limit: 'One or two short sentences.',
    rows: 2,
  });
}

function safetyLineFields({ safety }: CourseSource, session: string): Field[] {
  const of = yamlFields(safety);
  return ['stage-lines', 'symptom-lines'].flatMap((lines) =>
    of([lines, session], {
      group: 'Safety',
      label: 'Line above the session',
      limit: 'Signed: a change asks for a new signature.',
      rows: 3,
    }),
  );
}

/** The fields of a file at a path: one for each value below it; none where nothing stands. */
function yamlFields({ file, text, lineOf }: Pick<SourceFile<unknown>, 'file' | 'text' | 'lineOf'>) {
  const document = parseDocument(text);
  return (path: Path, about: About): Field[] =>
    valuesAt(document.toJS(), path).flatMap(({ at, value }): Field[] => {
      if (!isScalar(document.getIn(at, true))) return [];
      return [
        {
          ...about,
          label: labelOf(about.label, at.slice(path.length), typeof value === 'number'),
          id: `${file}#${at.join('.')}`,
          value: `${value}`,
          isNumber: typeof value === 'number',
          // A field of one line would drop the line breaks of what it shows.
          rows: typeof value === 'number' ? 1 : Math.max(about.rows ?? 1, value.split('\n').length),
          ...{ file, line: lineOf(at), place: { in: 'yaml', path: at } },
        },
      ];
    });
}

function valuesAt(value: unknown, path: Path, at: Path = []): { at: Path; value: string | number }[] {
  const [step, ...rest] = path;
  if (step !== undefined) {
    const below = new Map<string, unknown>(isBlock(value) ? Object.entries(value) : []).get(`${step}`);
    return below === undefined ? [] : valuesAt(below, rest, [...at, step]);
  }
  if (typeof value === 'string' || typeof value === 'number') return [{ at, value }];
  if (Array.isArray(value)) return value.flatMap((one: unknown, index) => valuesAt(one, [], [...at, index]));
  return isBlock(value) ? Object.entries(value).flatMap(([key, one]) => valuesAt(one, [], [...at, key])) : [];
}

function isBlock(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
