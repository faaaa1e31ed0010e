import type { Countries } from '../../domain/countries.ts';
import type { FieldName, Typed } from '../../domain/joining/field.ts';
import { type FormWords, type OptionWords, optionWords } from '../../domain/joining/field-words.ts';
import { FIELDS } from '../../domain/joining/fields.ts';
import type { Problems } from '../../ports/pages.ts';

/** What one control of a form is drawn from; the template `field` draws it. */
export interface FieldView {
  name: string;
  text: boolean;
  date: boolean;
  radio: boolean;
  /** One tick, which says the last of the options. */
  alone: boolean;
  select: boolean;
  label: string;
  hint: string | null;
  note: string | null;
  autocomplete: string | null;
  value: string;
  error: string | null;
  required: boolean;
  /** A list that begins with "Choose", because nothing is chosen yet. */
  unchosen: boolean;
  /** Choices with an explanation stand in boxes. */
  boxed: boolean;
  options: readonly OptionView[];
  /** A long list by region, in place of `options`. */
  groups: readonly { label: string; options: readonly OptionView[] }[];
  /** Beside a date: the tick for "no date". Alone: the tick itself. */
  tick: { name: string; value: string; label: string; checked: boolean; error: string | null } | null;
}

interface OptionView {
  value: string;
  label: string;
  hint: string | null;
  chosen: boolean;
}

export interface FieldFrom {
  words: FormWords;
  countries: Countries;
  door: 'sign-up' | 'preferences';
  /** What stands in the form: what she typed, over what she has. */
  typed: Typed;
  problems: Problems;
  /** False leaves the tick beside a date away. */
  tick: boolean;
}

export function fieldView(
  name: FieldName,
  { words, countries, door, typed, problems, tick }: FieldFrom,
): FieldView {
  const field = FIELDS[name];
  const { label, hint, note, tick: tickLabel } = words.fields[name][door];
  const [first, second] = field.inputs;
  const signUp = door === 'sign-up';
  const options = optionsOf(field.options(door, countries), typed[first] ?? '', (value) =>
    optionWords(words, name, value, countries),
  );
  const last = options.at(-1);
  const alone = field.control === 'radio' && tickLabel !== undefined && last !== undefined;
  return {
    ...controlView(alone ? 'alone' : field.control),
    ...wordsView({ name: first, label, hint, note }),
    autocomplete: field.autocomplete,
    value: typed[first] ?? '',
    error: problems[first] ?? null,
    required: signUp && field.atSignUp === 'asked',
    unchosen: signUp,
    boxed: options.some((one) => one.hint !== null),
    ...(name === 'timeZone'
      ? { options: [], groups: byRegion(options, words['other-zones']) }
      : { options, groups: [] }),
    tick: alone
      ? tickView({ name: first, value: last.value, label: tickLabel, typed, problems })
      : second === undefined || tickLabel === undefined || !tick
        ? null
        : tickView({ name: second, value: 'yes', label: tickLabel, typed, problems }),
  };
}

interface SelectFrom {
  name: string;
  label: string;
  chosen: string;
  options: readonly string[];
  words: (value: string) => OptionWords;
  error: string | null;
}

/** A list that is no field of the table, drawn as one. */
export function selectView({ name, label, chosen, options, words, error }: SelectFrom): FieldView {
  return {
    ...controlView('select'),
    ...wordsView({ name, label }),
    ...{
      autocomplete: null,
      value: chosen,
      error,
      required: false,
      unchosen: false,
      boxed: false,
    },
    options: optionsOf(options, chosen, words),
    groups: [],
    tick: null,
  };
}

/** Zones by the region that their names begin with, each city under its own. */
function byRegion(zones: readonly OptionView[], others: string): FieldView['groups'] {
  const regions = Map.groupBy(zones, ({ value }) =>
    value.includes('/') ? value.replace(/\/.*/, '') : others,
  );
  return [...regions].map(([label, options]) => ({ label, options }));
}

interface TickFrom {
  name: string;
  value: string;
  label: string;
  typed: Typed;
  problems: Problems;
}

function tickView({ name, value, label, typed, problems }: TickFrom): FieldView['tick'] {
  return { name, value, label, checked: typed[name] === value, error: problems[name] ?? null };
}

function controlView(control: 'text' | 'date' | 'radio' | 'alone' | 'select') {
  return {
    text: control === 'text',
    date: control === 'date',
    radio: control === 'radio',
    alone: control === 'alone',
    select: control === 'select',
  };
}

function wordsView({
  name,
  label,
  hint,
  note,
}: {
  name: string;
  label: string;
  hint?: string | undefined;
  note?: string | undefined;
}) {
  return { name, label, hint: hint ?? null, note: note ?? null };
}

/** What is chosen is always among them, also when the list does not know it (any more). */
function optionsOf(
  known: readonly string[] | null,
  chosen: string,
  words: (value: string) => OptionWords,
): readonly OptionView[] {
  if (known === null) return [];
  const all = chosen === '' || known.includes(chosen) ? known : [chosen, ...known];
  return all.map((value) => {
    const { label, hint } = words(value);
    return { value, label, hint: hint ?? null, chosen: value === chosen };
  });
}
