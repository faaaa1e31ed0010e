import { WEEKDAYS } from '../../domain/calendar.ts';
import type { CountryRule } from '../../domain/countries.ts';
import type { FormWords } from '../../domain/joining/field-words.ts';
import { type NumberName, TESTS } from '../../domain/training/her-numbers.ts';
import { type Mark, type Milestone, WEEKS_OF_A_YEAR, yearRows } from '../../domain/training/her-year.ts';
import { comparedInWords, numberLabel, TEST_WORDS, unitOf } from '../../domain/training/number-words.ts';
import { CUES } from '../../domain/training/training-days.ts';
import { CUE_WORDS, dayName, trainingInWords } from '../../domain/training/training-words.ts';
import type { TrainingPage, WeekSaved } from '../../ports/training-pages.ts';
import { problemsView, stateInWords } from './form-views.ts';
import { dayInWords } from './words.ts';
import { plotsOf } from './year-plots.ts';

type WeekPage = Extract<TrainingPage, { kind: 'week' }>;
type YearPage = Extract<TrainingPage, { kind: 'year' }>;

export function weekView({ week, typed, problems, saved }: WeekPage, place: CountryRule, forms: FormWords) {
  const { lesson, training, paused, preferencesUrl } = week;
  const savedWords = saved === null ? null : savedView(saved, week, place);
  return {
    state: savedWords === null ? null : stateInWords(savedWords.heading),
    saved: savedWords,
    problems: problemsView(problems, forms),
    lesson: lesson === null ? null : { title: lesson.title, url: lesson.url, ticks: ticksOf(lesson.done) },
    training: training === null ? null : trainingInWords(training),
    paused,
    preferencesUrl,
    // The page posts to itself.
    weekPath: '',
    ...daysForm(week, typed, problems),
    numbers: lesson?.asks ? numbersForm(week, { typed, problems }, place) : null,
  };
}

function savedView(saved: WeekSaved, { lesson, training }: WeekPage['week'], { units }: CountryRule) {
  switch (saved.what) {
    case 'tick':
      return { ...TICKED[lesson?.done ?? 0], compared: [] };
    case 'days':
      return {
        heading: training === null ? 'No days, then.' : 'Saved.',
        line: training === null ? null : `${trainingInWords(training)}.`,
        compared: [],
      };
    case 'numbers':
      return {
        heading: lesson?.written ? 'Your numbers are written down.' : 'Nothing written, and that is fine.',
        line: saved.compared.length === 0 ? null : 'Beside your first ones:',
        compared: saved.compared.map((one) => comparedInWords(one, units)),
      };
  }
}

const TICKED = [
  { heading: 'Taken back.', line: null },
  { heading: 'Ticked.', line: 'Once this week. Lovely.' },
  { heading: 'Ticked.', line: 'Twice this week. Lovely.' },
] as const;

/** Two buttons: each sets the ticks, and one that is on takes its tick back. */
function ticksOf(done: number) {
  return [
    { on: done >= 1, value: done === 0 ? 1 : done - 1, label: 'Once' },
    { on: done >= 2, value: done === 2 ? 1 : 2, label: 'Twice' },
  ];
}

function daysForm({ training }: WeekPage['week'], typed: WeekPage['typed'], problems: WeekPage['problems']) {
  const [first, second] = training?.days ?? [];
  const code = (day: number | undefined) => (day === undefined ? '' : (WEEKDAYS[day - 1] ?? ''));
  const chosen = {
    ...{ day1: code(first), day2: code(second), cue: training?.cue ?? '', time: training?.time ?? '' },
    ...typed,
  };
  const days = [
    { value: '', label: 'No day' },
    ...WEEKDAYS.map((value, at) => ({ value, label: weekday(at) })),
  ];
  const cues = [
    { value: '', label: 'No matter when' },
    ...CUES.map((value) => ({ value, label: capitalised(CUE_WORDS[value]) })),
  ];
  return {
    dayFields: [
      choice('day1', 'First day', days, chosen.day1, problems),
      choice('day2', 'Second day', days, chosen.day2, problems),
      choice('cue', 'Tied to', cues, chosen.cue, problems),
    ],
    time: { value: chosen.time, error: problems['time'] ?? null },
    remind: typed['do'] === 'days' ? typed['remind'] === 'yes' : (training?.remind ?? false),
    daysOpen: ['day1', 'day2', 'cue', 'time'].some((input) => problems[input] !== undefined),
  };
}

function choice(
  name: string,
  label: string,
  options: readonly { value: string; label: string }[],
  value: string,
  problems: WeekPage['problems'],
) {
  const marked = options.map((option) => ({ ...option, chosen: option.value === value }));
  return { name, label, options: marked, error: problems[name] ?? null };
}

function numbersForm(
  { lesson }: WeekPage['week'],
  { typed, problems }: Pick<WeekPage, 'typed' | 'problems'>,
  { units }: CountryRule,
) {
  return {
    ...lesson?.asks,
    written: lesson?.written ?? false,
    groups: TESTS.map(({ test, values }) => ({
      legend: TEST_WORDS[test],
      fields: values.map((name) => ({
        name,
        label: fieldLabel(name),
        unit: unitOf(name, units),
        value: typed[name] ?? '',
        error: problems[name] ?? null,
      })),
    })),
  };
}

/** The part after the comma: the legend says the rest. */
function fieldLabel(name: NumberName): string {
  return capitalised(numberLabel(name).split(', ')[1] ?? 'How many');
}

export function yearView(page: YearPage, place: CountryRule) {
  const { year, training, calendarUrl, weekUrl } = page;
  return {
    empty: year.marks.length === 0,
    summary: summaryOf(year.marks.length, year.done),
    years: yearsOf(page, place),
    milestones: year.milestones.map(({ milestone, on }) => ({
      what: MILESTONE_WORDS[milestone],
      on: dayInWords(on, place),
    })),
    plots: plotsOf(year.measured, place),
    training: training === null ? null : trainingInWords(training),
    calendarUrl,
    webcalUrl: calendarUrl.replace(/^https?:/, 'webcal:'),
    weekUrl,
  };
}

function summaryOf(weeks: number, ticks: number): string {
  const count = (many: number, one: string) => `${many} ${one}${many === 1 ? '' : 's'}`;
  const withUs = `${count(weeks, 'week')} with us`;
  return ticks === 0 ? `${withUs}.` : `${withUs}, and ${count(ticks, 'tick')}.`;
}

/** Rows of 52 weeks; the first is filled up with what is still to come. */
function yearsOf({ year, titleOf }: YearPage, place: CountryRule) {
  const rows = yearRows(year.marks);
  return rows.map((hers, at) => ({
    title: rows.length === 1 ? 'Week by week' : `Year ${at + 1}`,
    marks: hers.map((mark) => markOf(mark, titleOf(mark), dayInWords(mark.on, place))),
    ahead: at > 0 ? [] : Array.from({ length: Math.max(0, WEEKS_OF_A_YEAR - hers.length) }, () => ({})),
  }));
}

function markOf(mark: Mark, title: string, day: string) {
  const done = ['', ', done once', ', done twice'][mark.done] ?? '';
  return {
    kind: `done-${mark.done}`,
    half: mark.done === 1,
    full: mark.done === 2,
    label: mark.session,
    said: `${title}, ${day}${done}`,
  };
}

const MILESTONE_WORDS: Readonly<Record<Milestone, string>> = {
  began: 'Your first session came',
  'first-tick': 'Your first tick',
  'starter-done': 'The last of the starter sessions',
  'first-weights': 'The strength weeks began',
  halfway: 'Half of the year',
  'twenty-five': '25 ticks',
  fifty: '50 ticks',
  year: 'A whole year of weeks',
};

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

function weekday(at: number): string {
  return DAYS.map(dayName)[at] ?? '';
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** What she wanted kept, as the hidden fields of the page that asks first. */
export function consentView({ statement, wanted }: Extract<TrainingPage, { kind: 'week-consent' }>) {
  const fields = Object.entries(wanted).map(([name, value]) => ({ name, value }));
  return { statement, wanted: fields.filter(({ name }) => name !== 'consent' && name !== 'consentVersion') };
}
