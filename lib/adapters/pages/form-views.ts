import { type Countries, countryOf } from '../../domain/countries.ts';
import { LEVELS } from '../../domain/course.ts';
import { type FieldName, SECTIONS, type Typed } from '../../domain/joining/field.ts';
import { LEVEL_WORDS, SECTION_WORDS } from '../../domain/joining/field-words.ts';
import { FIELD_NAMES, FIELDS } from '../../domain/joining/fields.ts';
import { HONEYPOT } from '../../domain/joining/honeypot.ts';
import { storedTrainingInWords } from '../../domain/training/training-words.ts';
import type { ConsentStatement, Page, Problems } from '../../ports/pages.ts';
import { type FieldFrom, type FieldView, fieldView, selectView } from './field-view.ts';
import { weekdayInWords } from './words.ts';

type SignUpPage = Extract<Page, { kind: 'sign-up' }>;
type PreferencesPage = Extract<Page, { kind: 'preferences' }>;

export function signUpView(
  { quiet, typed, problems, shownAt, limited }: SignUpPage,
  { consent, countries }: { consent: ConsentStatement; countries: Countries },
) {
  const from = { countries, typed, problems };
  const fit = signUpFields('folded', from).filter(({ name }) => !quiet || name !== 'babyMentions');
  return {
    quiet,
    limited,
    state: limited ? 'Not just now' : null,
    consent,
    shownAt,
    honeypot: { name: HONEYPOT, typed: typed[HONEYPOT] ?? '', shown: problems[HONEYPOT] !== undefined },
    typed: { email: typed['email'] ?? '', timeZone: typed['timeZone'] ?? '' },
    errors: { email: problems['email'] ?? null, consent: problems['consent'] ?? null },
    agreed: typed['consent'] === 'yes',
    problems: problemsView(problems),
    fields: signUpFields('asked', from),
    fit,
    fitOpen: fit.some(({ name }) => problems[name] !== undefined),
  };
}

/** The controls of one part of the sign-up form, ours and the one for other sites. */
export function signUpFields(
  part: 'asked' | 'folded',
  from: Pick<FieldFrom, 'countries' | 'typed' | 'problems'>,
): FieldView[] {
  return FIELD_NAMES.filter((name) => FIELDS[name].atSignUp === part).map((name) =>
    fieldView(name, { ...from, door: 'sign-up', tick: true }),
  );
}

export function preferencesView({ view, typed, problems, saved }: PreferencesPage, countries: Countries) {
  const place = countryOf(countries, view.country);
  return {
    state: saved === null ? null : stateInWords(savedHeading(saved)),
    stopped: view.state === 'stopped',
    pausedUntil: view.pausedUntil === null ? null : weekdayInWords(view.pausedUntil, place),
    unsubscribeUrl: view.unsubscribeUrl,
    linkPath: view.linkPath,
    pregnantPath: view.pregnantPath,
    noBabyPath: view.noBabyPath,
    weekUrl: view.weekUrl,
    weekPath: new URL(view.weekUrl).pathname,
    training: storedTrainingInWords(view.fields['training'] || null),
    problems: problemsView(problems),
    saved: saved === null ? null : savedView(saved),
    sections: SECTIONS.map((section) => sectionView(section, { view, typed, problems, countries })),
  };
}

interface InForm extends Pick<PreferencesPage, 'view' | 'typed' | 'problems'> {
  countries: Countries;
}

/** One row of the page, which opens into its questions; by itself when one of them needs another look. */
function sectionView(section: (typeof SECTIONS)[number], { view, typed, problems, countries }: InForm) {
  const from = { door: 'preferences', typed: { ...view.fields, ...typed }, problems, countries } as const;
  const own = FIELD_NAMES.filter((name) => FIELDS[name].section === section);
  const fields = own.map((name: FieldName) => fieldView(name, { ...from, tick: view.hasBirthDate }));
  const level = section === 'what' && view.level !== null ? [levelView(view.level, typed, problems)] : [];
  const all = [...fields, ...level];
  return {
    ...SECTION_WORDS[section],
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

export function problemsView(problems: Problems) {
  const list = Object.entries(problems).map(([field, message]) => ({ field, message }));
  const heading =
    list.length === 1 ? 'One thing needs another look' : `${list.length} things need another look`;
  return { any: list.length > 0, heading, list };
}

function levelView(level: number, typed: Typed, problems: Problems): FieldView {
  return selectView({
    name: 'level',
    label: LEVEL_WORDS.label,
    chosen: typed['level'] ?? String(level),
    options: LEVELS.map(String),
    words: LEVEL_WORDS.option,
    error: problems['level'] ?? null,
  });
}

function savedView(saved: NonNullable<PreferencesPage['saved']>) {
  return {
    heading: savedHeading(saved),
    movedTo: saved.movedTo,
    mailed: saved.asked === 'mailed',
    tooOften: saved.asked === 'too-often',
  };
}

function savedHeading(saved: NonNullable<PreferencesPage['saved']>): string {
  if (saved.paused) return 'Paused. Rest counts.';
  if (saved.resumed) return 'Welcome back.';
  return 'Saved.';
}
