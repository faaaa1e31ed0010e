import { WEEKDAYS } from '../../domain/calendar.ts';
import type { CountryRule } from '../../domain/countries.ts';
import { counted } from '../../domain/plural.ts';
import { filled } from '../../domain/sentences.ts';
import { TESTS } from '../../domain/training/her-numbers.ts';
import { type Mark, WEEKS_OF_A_YEAR, yearRows } from '../../domain/training/her-year.ts';
import { comparedInWords, unitName } from '../../domain/training/number-words.ts';
import { CUES } from '../../domain/training/training-days.ts';
import { trainingInWords } from '../../domain/training/training-words.ts';
import type { Problems } from '../../ports/pages.ts';
import type { SiteWords, TrainingSiteWords } from '../../ports/site-words.ts';
import type { TrainingPage, WeekSaved } from '../../ports/training-pages.ts';
import { problemsView, stateInWords } from './form-views.ts';
import { capitalised, dayInWords } from './words.ts';
import { plotsOf } from './year-plots.ts';

type WeekPage = Extract<TrainingPage, { kind: 'week' }>;
type YearPage = Extract<TrainingPage, { kind: 'year' }>;

export function weekView({ week, typed, saved, ...page }: WeekPage, place: CountryRule, words: SiteWords) {
  const problems = inWords(page.problems, words);
  const { lesson, training, paused, preferencesUrl } = week;
  const savedWords = saved === null ? null : savedView(saved, week, place, words);
  return {
    state: savedWords === null ? null : stateInWords(savedWords.heading),
    saved: savedWords,
    problems: problemsView(problems, words.forms),
    lesson:
      lesson === null
        ? null
        : { title: lesson.title, url: lesson.url, ticks: ticksOf(lesson.done, words.plan) },
    training: training === null ? null : trainingInWords(training, words.days),
    paused,
    preferencesUrl,
    // The page posts to itself.
    weekPath: '',
    ...daysForm(week, { typed, problems }, words),
    numbers: lesson?.asks ? numbersForm(week, { typed, problems }, place, words.plan) : null,
  };
}

/** Only a form of another's making asks for a choice that there is not: it is told in the words of the choices, not by their codes. */
function inWords(
  problems: Problems,
  { days, plan: { ticks }, problems: { or, fields } }: SiteWords,
): Problems {
  const choices = { cue: Object.values(days.cues), done: [ticks.once, ticks.twice] };
  const told = Object.entries(choices).flatMap(([input, all]) =>
    problems[input] === undefined
      ? []
      : [[input, filled(fields['choice-unknown'], { choices: all.join(` ${or} `) })]],
  );
  return { ...problems, ...Object.fromEntries(told) };
}

function savedView(
  saved: WeekSaved,
  { lesson, training }: WeekPage['week'],
  { units }: CountryRule,
  { plan, days }: SiteWords,
) {
  const words = plan.saved;
  switch (saved.what) {
    case 'tick':
      return { ...tickedWords(lesson?.done ?? 0, plan), compared: [] };
    case 'days':
      return {
        heading: training === null ? words['no-days'] : words.days,
        line: training === null ? null : `${trainingInWords(training, days)}.`,
        compared: [],
      };
    case 'numbers':
      return {
        heading: lesson?.written ? words.numbers : words['no-numbers'],
        line: saved.compared.length === 0 ? null : words.beside,
        compared: saved.compared.map((one) => comparedInWords(one, units, plan.numbers)),
      };
  }
}

function tickedWords(done: Mark['done'], { ticks }: TrainingSiteWords) {
  const { heading, line } = { 0: ticks['taken-back'], 1: ticks['ticked-once'], 2: ticks['ticked-twice'] }[
    done
  ];
  return { heading, line: line ?? null };
}

/** Two buttons: each sets the ticks, and one that is on takes its tick back. */
function ticksOf(done: number, { ticks }: TrainingSiteWords) {
  return [
    { on: done >= 1, value: done === 0 ? 1 : done - 1, label: ticks.once },
    { on: done >= 2, value: done === 2 ? 1 : 2, label: ticks.twice },
  ];
}

function daysForm(
  { training }: WeekPage['week'],
  { typed, problems }: Pick<WeekPage, 'typed' | 'problems'>,
  { days: words, plan: { choose } }: SiteWords,
) {
  const [first, second] = training?.days ?? [];
  const code = (day: number | undefined) => (day === undefined ? '' : (WEEKDAYS[day - 1] ?? ''));
  const chosen = {
    ...{ day1: code(first), day2: code(second), cue: training?.cue ?? '', time: training?.time ?? '' },
    ...typed,
  };
  const days = [
    { value: '', label: choose['no-day'] },
    ...WEEKDAYS.map((value) => ({ value, label: words.weekdays[value] })),
  ];
  const cues = [
    { value: '', label: choose['no-cue'] },
    ...CUES.map((value) => ({ value, label: capitalised(words.cues[value]) })),
  ];
  return {
    dayFields: [
      choice('day1', choose.first, days, chosen.day1, problems),
      choice('day2', choose.second, days, chosen.day2, problems),
      choice('cue', choose.cue, cues, chosen.cue, problems),
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
  { numbers: words }: TrainingSiteWords,
) {
  return {
    ...lesson?.asks,
    written: lesson?.written ?? false,
    groups: TESTS.map(({ test, values }) => ({
      legend: words.tests[test],
      fields: values.map((name) => ({
        name,
        // The legend says the rest.
        label: words.fields[name],
        unit: unitName(name, units, words),
        value: typed[name] ?? '',
        error: problems[name] ?? null,
      })),
    })),
  };
}

export function yearView(page: YearPage, place: CountryRule, { plan, days }: SiteWords) {
  const { year, training, calendarUrl, weekUrl } = page;
  return {
    empty: year.marks.length === 0,
    summary: summaryOf(year.marks.length, year.done, plan),
    years: yearsOf(page, place, plan),
    milestones: year.milestones.map(({ milestone, on }) => ({
      what: plan.year.milestones[milestone],
      on: dayInWords(on, place),
    })),
    plots: plotsOf(year.measured, place, plan.numbers),
    training: training === null ? null : trainingInWords(training, days),
    calendarUrl,
    webcalUrl: calendarUrl.replace(/^https?:/, 'webcal:'),
    weekUrl,
  };
}

function summaryOf(weeks: number, ticks: number, { year: words }: TrainingSiteWords): string {
  return filled(ticks === 0 ? words['summary-without-ticks'] : words.summary, {
    weeks: counted(words.weeks, weeks, words.language),
    ticks: counted(words.ticks, ticks, words.language),
  });
}

/** Rows of 52 weeks; the first is filled up with what is still to come. */
function yearsOf({ year, titleOf }: YearPage, place: CountryRule, { year: words }: TrainingSiteWords) {
  const rows = yearRows(year.marks);
  return rows.map((hers, at) => ({
    title: rows.length === 1 ? words['only-year'] : filled(words['nth-year'], { n: `${at + 1}` }),
    marks: hers.map((mark) => markOf(mark, { title: titleOf(mark), day: dayInWords(mark.on, place) }, words)),
    ahead: at > 0 ? [] : Array.from({ length: Math.max(0, WEEKS_OF_A_YEAR - hers.length) }, () => ({})),
  }));
}

function markOf(mark: Mark, of: { title: string; day: string }, words: TrainingSiteWords['year']) {
  const name = { 0: words.mark, 1: words['mark-once'], 2: words['mark-twice'] }[mark.done];
  return {
    kind: `done-${mark.done}`,
    half: mark.done === 1,
    full: mark.done === 2,
    label: mark.session,
    said: filled(name, of),
  };
}

/** What she wanted kept, as the hidden fields of the page that asks first. */
export function consentView({ statement, wanted }: Extract<TrainingPage, { kind: 'week-consent' }>) {
  const fields = Object.entries(wanted).map(([name, value]) => ({ name, value }));
  return { statement, wanted: fields.filter(({ name }) => name !== 'consent' && name !== 'consentVersion') };
}
