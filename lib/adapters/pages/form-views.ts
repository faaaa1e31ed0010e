import {
  type Countries,
  type Country,
  countryByLanguage,
  countryOf,
  languageOf,
} from '../../domain/countries.ts';
import { LEVELS } from '../../domain/course.ts';
import { type FieldName, SECTIONS, type Typed } from '../../domain/joining/field.ts';
import { type FormWords, levelWords } from '../../domain/joining/field-words.ts';
import { FIELDS } from '../../domain/joining/fields.ts';
import type { FormShape } from '../../domain/joining/form-shape.ts';
import { HONEYPOT } from '../../domain/joining/honeypot.ts';
import { counted } from '../../domain/plural.ts';
import { type DayWords, storedTrainingInWords } from '../../domain/training/training-words.ts';
import type { ConsentStatement, Page, Problems } from '../../ports/pages.ts';
import { type FieldFrom, type FieldView, fieldView, selectView } from './field-view.ts';
import { pauseInWords, weekdayInWords } from './words.ts';

type SignUpPage = Extract<Page, { kind: 'sign-up' }>;
type PreferencesPage = Extract<Page, { kind: 'preferences' }>;

/** What a form is drawn with, beside what she typed. */
interface Around {
  countries: Countries;
  form: FormShape;
  words: FormWords;
}

export function signUpView(
  { quiet, typed, problems, shownAt, limited }: SignUpPage,
  { asked, consent, countries, form, words }: Around & { asked: Country | null; consent: ConsentStatement },
) {
  const from = { words, countries, form, typed, problems };
  const fit = signUpFields('folded', from).filter(({ name }) => !quiet || name !== 'babyMentions');
  return {
    quiet,
    languages: otherLanguages(countries, asked),
    limited,
    state: limited ? words.limited : null,
    consent,
    shownAt,
    honeypot: { name: HONEYPOT, typed: typed[HONEYPOT] ?? '', shown: problems[HONEYPOT] !== undefined },
    typed: { email: typed['email'] ?? '', timeZone: typed['timeZone'] ?? '' },
    errors: { email: problems['email'] ?? null, consent: problems['consent'] ?? null },
    agreed: typed['consent'] === 'yes',
    problems: problemsView(problems, words),
    fields: signUpFields('asked', from),
    fit,
    fitOpen: fit.some(({ name }) => problems[name] !== undefined),
  };
}

/** The ways to this form in the other languages of the course, each called as its speakers call it. */
function otherLanguages(countries: Countries, asked: Country | null) {
  const own = languageOf(countries, asked);
  return [...countryByLanguage(countries)]
    .filter(([language]) => language !== own)
    .map(([spoken, code]) => {
      const language = spoken ?? new Intl.Locale(countryOf(countries, code).locale).language;
      const name = new Intl.DisplayNames(language, { type: 'language' }).of(language);
      return { code, language, name };
    });
}

/** Whether she may leave out all mention of a baby. */
export function asksMentions({ names }: FormShape): boolean {
  return names.includes('babyMentions');
}

/** The controls of one part of the sign-up form, ours and the one for other sites. */
export function signUpFields(
  part: 'asked' | 'folded',
  { form, ...from }: Around & Pick<FieldFrom, 'typed' | 'problems'>,
): FieldView[] {
  return form.names
    .filter((name) => FIELDS[name].atSignUp === part)
    .map((name) => fieldView(name, { ...from, door: 'sign-up', tick: form.noDate }));
}

export function preferencesView(
  { view, typed, problems, saved }: PreferencesPage,
  { countries, form, words, days }: Around & { days: DayWords },
) {
  const place = countryOf(countries, view.country);
  return {
    state: saved === null ? null : stateInWords(savedHeading(saved, words)),
    stopped: view.state === 'stopped',
    pausedUntil: view.pausedUntil === null ? null : weekdayInWords(view.pausedUntil, place),
    unsubscribeUrl: view.unsubscribeUrl,
    linkPath: view.linkPath,
    noBabyPath: asksMentions(form) ? view.noBabyPath : null,
    pauses: view.pauses.map((weeks) => ({ weeks, words: pauseInWords(weeks, words) })),
    weekUrl: view.weekUrl,
    weekPath: new URL(view.weekUrl).pathname,
    training: storedTrainingInWords(view.fields['training'] || null, days),
    problems: problemsView(problems, words),
    saved: saved === null ? null : savedView(saved, words),
    sections: SECTIONS.map((section) =>
      sectionView(section, { view, typed, problems, countries, form, words }),
    ),
  };
}

interface InForm extends Around, Pick<PreferencesPage, 'view' | 'typed' | 'problems'> {}

/** One row of the page, which opens into its questions; by itself when one of them needs another look. */
function sectionView(
  section: (typeof SECTIONS)[number],
  { view, typed, problems, countries, form, words }: InForm,
) {
  const from = {
    door: 'preferences',
    typed: { ...view.fields, ...typed },
    problems,
    countries,
    words,
  } as const;
  const own = form.names.filter((name) => FIELDS[name].section === section);
  const fields = own.map((name: FieldName) =>
    fieldView(name, { ...from, tick: form.noDate && view.hasBirthDate }),
  );
  const level =
    section === 'what' && view.level !== null ? [levelView(view.level, { typed, problems, words })] : [];
  const all = [...fields, ...level];
  return {
    heading: words.sections[section].heading,
    hint: words.sections[section].hint ?? null,
    value: all
      .map(chosenLabel)
      .filter((label) => label !== null)
      .slice(0, 2)
      .join(', '),
    open: all.some((field) => field.error !== null || (field.tick !== null && field.tick.error !== null)),
    removeName: section === 'you',
    fields: all,
  };
}

/** What she has now, in words; null where the page does not show it. */
function chosenLabel({ options }: FieldView): string | null {
  return options.find(({ chosen }) => chosen)?.label ?? null;
}

/** A heading as the beginning of a title. */
export function stateInWords(heading: string): string {
  return heading.replace(/\.$/, '');
}

export function problemsView(problems: Problems, { look, language }: Pick<FormWords, 'look' | 'language'>) {
  const list = Object.entries(problems).map(([field, message]) => ({ field, message }));
  return { any: list.length > 0, heading: counted(look, list.length, language), list };
}

function levelView(
  level: number,
  { typed, problems, words }: { typed: Typed; problems: Problems; words: FormWords },
): FieldView {
  return selectView({
    name: 'level',
    label: words.level.label,
    chosen: typed['level'] ?? String(level),
    options: LEVELS.map(String),
    words: (value) => levelWords(words, value),
    error: problems['level'] ?? null,
  });
}

function savedView(saved: NonNullable<PreferencesPage['saved']>, words: FormWords) {
  return {
    heading: savedHeading(saved, words),
    movedTo: saved.movedTo,
    mailed: saved.asked === 'mailed',
    tooOften: saved.asked === 'too-often',
  };
}

function savedHeading(saved: NonNullable<PreferencesPage['saved']>, { saved: words }: FormWords): string {
  if (saved.paused) return words.paused;
  if (saved.resumed) return words.resumed;
  return words.saved;
}
