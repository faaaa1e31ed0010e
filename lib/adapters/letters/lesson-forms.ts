import { eachAnswer } from '../../domain/answers.ts';
import type { LessonLinks } from '../../ports/letters.ts';
import type { Hers } from './head-view.ts';
import type { LessonShape } from './lesson-shape.ts';

/** A lesson with blanks for her name and links: every other piece is the name of a blank. */
interface Form {
  subject: string;
  html: readonly string[];
  text: readonly string[];
}

/** Writes a lesson of that shape with those words in the places that are hers. */
export type WriteShape = (shape: LessonShape, hers: Hers) => { subject: string; html: string; text: string };

/** Forms kept in memory: about 20 MB of a function's 512. */
const KEPT_FORMS = 256;

/** Marks a blank; occurs in no text of the course and no link, and is not touched by escaping. */
const MARK = '\u0001';

const blank = (name: string) => `${MARK}${name}${MARK}`;

/** What stands in a form where her name and links will be. */
const blanks = (exits: readonly string[]): Hers => ({
  firstName: blank('firstName'),
  trainingDays: blank('trainingDays'),
  links: {
    unsubscribe: blank('unsubscribe'),
    lesson: blank('lesson'),
    week: blank('week'),
    preferences: blank('preferences'),
    feedback: eachAnswer(blank),
    pause: blank('pause'),
    noBabyMentions: blank('noBabyMentions'),
    exits: Object.fromEntries(exits.map((name) => [name, blank(`exit-${name}`)])),
    privacy: blank('privacy'),
    sample: blank('sample'),
    help: blank('help'),
  },
});

/**
 * Writes each shape by the templates once, with blanks, and fills copies of that form afterwards: most of a
 * lesson is the same for everyone who is where she is, and filling costs a tenth of rendering.
 */
export function formsOf(
  write: WriteShape,
  escapeHtml: (plain: string) => string,
  exits: readonly string[],
): WriteShape {
  const empty = blanks(exits);
  const forms = new Map<string, Form>();
  const formOf = (shape: LessonShape): Form => {
    const key = JSON.stringify(shape);
    const kept = forms.get(key);
    if (kept) return kept;
    const { subject, html, text } = write(shape, empty);
    const form = { subject, html: html.split(MARK), text: text.split(MARK) };
    if (forms.size >= KEPT_FORMS) forms.delete(oldestOf(forms, key));
    forms.set(key, form);
    return form;
  };
  return (shape, hers) => {
    const form = formOf(shape);
    const values = valuesOf(hers);
    return {
      subject: form.subject,
      html: filled(form.html, values, escapeHtml),
      text: filled(form.text, values, (plain) => plain),
    };
  };
}

function oldestOf(forms: ReadonlyMap<string, Form>, fallback: string): string {
  return forms.keys().next().value ?? fallback;
}

function valuesOf({ firstName, trainingDays, links }: Hers): Readonly<Record<string, string>> {
  const { feedback, exits, ...others } = links;
  return {
    firstName,
    trainingDays,
    ...(others satisfies Partial<LessonLinks>),
    ...feedback,
    ...Object.fromEntries(Object.entries(exits).map(([name, link]) => [`exit-${name}`, link])),
  };
}

function filled(
  pieces: readonly string[],
  values: Readonly<Record<string, string>>,
  escapeText: (plain: string) => string,
): string {
  let whole = '';
  for (const [place, piece] of pieces.entries()) {
    whole += place % 2 === 0 ? piece : escapeText(values[piece] ?? '');
  }
  return whole;
}
