import { LEVELS } from '../../domain/course.ts';
import { latestBirth } from '../../domain/joining/birth-date.ts';
import { type FieldName, SECTIONS, type Typed } from '../../domain/joining/field.ts';
import { LEVEL_WORDS, SECTION_WORDS } from '../../domain/joining/field-words.ts';
import { FIELD_NAMES, FIELDS } from '../../domain/joining/fields.ts';
import { HONEYPOT } from '../../domain/joining/honeypot.ts';
import type { ConsentStatement, Page, Problems } from '../../ports/pages.ts';
import { type FieldView, fieldView, selectView } from './field-view.ts';
import { upcomingInWords, weekdayInWords } from './words.ts';

type SignUpPage = Extract<Page, { kind: 'sign-up' }>;
type PreferencesPage = Extract<Page, { kind: 'preferences' }>;

export function signUpView(
  { quiet, typed, problems, now, shownAt, limited }: SignUpPage,
  consent: ConsentStatement,
) {
  return {
    quiet,
    limited,
    consent,
    shownAt,
    honeypot: { name: HONEYPOT, typed: typed[HONEYPOT] ?? '', shown: problems[HONEYPOT] !== undefined },
    typed: { email: typed['email'] ?? '', timeZone: typed['timeZone'] ?? '' },
    errors: { email: problems['email'] ?? null, consent: problems['consent'] ?? null },
    agreed: typed['consent'] === 'yes',
    problems: problemsView(problems),
    fields: signUpFields(typed, problems, latestBirth(now, null)).filter(
      ({ name }) => !quiet || name !== 'babyMentions',
    ),
  };
}

/** The controls of the sign-up form, ours and the one for other sites. */
export function signUpFields(typed: Typed, problems: Problems, max: string | null): FieldView[] {
  return FIELD_NAMES.filter((name) => FIELDS[name].atSignUp === 'asked').map((name) =>
    fieldView(name, { door: 'sign-up', typed, problems, max, tick: true }),
  );
}

export function preferencesView({ view, typed, problems, saved }: PreferencesPage) {
  return {
    stopped: view.state === 'stopped',
    pausedUntil: view.pausedUntil === null ? null : weekdayInWords(view.pausedUntil, view.country),
    next: upcomingInWords(view.next, view.country),
    unsubscribeUrl: view.unsubscribeUrl,
    linkPath: view.linkPath,
    pregnantPath: view.pregnantPath,
    problems: problemsView(problems),
    saved: saved === null ? null : savedView(saved),
    sections: SECTIONS.map((section) => ({
      ...SECTION_WORDS[section],
      fields: [
        ...FIELD_NAMES.filter((name) => FIELDS[name].section === section).map((name: FieldName) =>
          fieldView(name, {
            door: 'preferences',
            typed: { ...view.fields, ...typed },
            problems,
            max: null,
            tick: view.hasBirthDate,
          }),
        ),
        ...(section === 'what' && view.level !== null ? [levelView(view.level, typed, problems)] : []),
      ],
    })),
  };
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
