import { LEVELS } from '../../domain/course.ts';
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
  { quiet, typed, problems, shownAt, limited }: SignUpPage,
  consent: ConsentStatement,
) {
  const fit = signUpFields('folded', typed, problems).filter(({ name }) => !quiet || name !== 'babyMentions');
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
    fields: signUpFields('asked', typed, problems),
    fit,
    fitOpen: fit.some(({ name }) => problems[name] !== undefined),
  };
}

/** The controls of one part of the sign-up form, ours and the one for other sites. */
export function signUpFields(part: 'asked' | 'folded', typed: Typed, problems: Problems): FieldView[] {
  return FIELD_NAMES.filter((name) => FIELDS[name].atSignUp === part).map((name) =>
    fieldView(name, { door: 'sign-up', typed, problems, tick: true }),
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
