import Handlebars from 'handlebars/runtime.js';
import type { Country } from '../../domain/countries.ts';
import type { SessionId } from '../../domain/course.ts';
import { spokenIn } from '../../domain/spoken.ts';
import { trainingFromText } from '../../domain/training/training-days.ts';
import { daysInWords } from '../../domain/training/training-words.ts';
import type { LessonLetter, Letter, Letters, NoteBlock } from '../../ports/letters.ts';
import type { Edition, Rich, ShortLetter } from './edition.ts';
import { editionsOf } from './edition-of.ts';
import { fill } from './fill.ts';
import type { Hers } from './head-view.ts';
import { helpLinks } from './help-pages.ts';
import { formsOf } from './lesson-forms.ts';
import { shapeOf } from './lesson-shape.ts';
import { type Imprint, type LessonView, lessonView, titleOfSession } from './lesson-view.ts';
import { type Pictures, pictureOf } from './pictures.ts';
import { reviewLine } from './review.ts';
import { turned } from './turned.ts';
import { wayBars } from './way-bars.ts';
import { wayDrawing } from './way-drawing.ts';

type LetterName = 'lesson' | 'confirmation' | 'link' | 'note';
/** What `.build/letters.js` exports: Handlebars specifications, compiled when the project was built. */
export type LetterTemplates = Readonly<Record<LetterName, { html: object; text: object }>>;

export interface CourseTexts extends Imprint {
  /** The edition of that key (`editionKey`); asked once for each, then kept. */
  edition(key: string): Edition;
  pictures: Pictures;
}

export interface LettersSettings extends CourseTexts {
  templates: LetterTemplates;
  /** Left out, no letter invites a reply. */
  replies?: Replies | null;
}

/** Who reads what mothers write back, and in how many days she answers at the latest. */
export interface Replies {
  readBy: string;
  withinDays: number;
}

interface ShortView {
  country: Country | null;
  url: string;
  privacyUrl: string;
}

/** The letters, written from compiled templates. Throws when a template asks for what is not there. */
export function lettersFrom(settings: LettersSettings): Letters {
  const { countries } = settings.course;
  const letters = writtenLetters(settings);
  if (Object.keys(countries.languages).length === 0) return letters;
  const spoken = (letter: Letter, country: Country | null, privacyUrl: string): Letter => {
    const inCountry = spokenIn(countries, country, siteOf(privacyUrl));
    return { ...letter, html: inCountry(letter.html), text: inCountry(letter.text, '&') };
  };
  return {
    ...letters,
    lesson: (letter) => spoken(letters.lesson(letter), letter.record.country, letter.links.privacy),
    confirmation: (letter) => spoken(letters.confirmation(letter), letter.country, letter.privacyUrl),
    link: (letter) => spoken(letters.link(letter), letter.country, letter.privacyUrl),
    note: (letter) => spoken(letters.note(letter), letter.record.country, letter.links.privacy),
  };
}

function writtenLetters(settings: LettersSettings): Letters {
  const render = rendererOf(settings.templates);
  const editionOf = editionsOf(settings);
  const editionFor = ({ record }: LessonLetter) => editionOf(record.country, record.babyMentions);
  const writeLesson = formsOf(
    (shape, hers) => {
      const edition = editionOf(shape.country, shape.babyMentions);
      const view = lessonView(shape, hers, edition, settings, settings.pictures);
      return {
        subject: view.subject,
        ...render('lesson', { ...view, replies: invitation(edition, settings.replies) }),
      };
    },
    Handlebars.escapeExpression,
    settings.course.exits,
  );
  const writeShort = (name: 'confirmation' | 'link', letter: ShortLetter, how: ShortView): Letter => {
    const { lang, words } = editionOf(how.country, false);
    const privacy = words['privacy'] ?? '';
    const mark = pictureOf(settings.pictures, 'mark');
    const { postalAddress } = settings;
    const view = { ...letter, ...how, lang, privacy, postalAddress, mark, stop: null };
    return { subject: letter.subject, ...render(name, view) };
  };
  const writeNote = ({ note, record, links }: Parameters<Letters['note']>[0]): Letter => {
    const edition = editionOf(record.country, record.babyMentions);
    const { lang, words, safety } = edition;
    const mark = pictureOf(settings.pictures, 'mark');
    const { postalAddress } = settings;
    const stop = { href: links.unsubscribe, words: words['stop'] ?? '' };
    const frame = { lang, words, links, mark, stop, postalAddress, general: safety.general };
    const replies = invitation(edition, settings.replies);
    const view = { ...frame, replies, title: note.subject, body: note.body.map(blockView) };
    return { subject: note.subject, ...render('note', view) };
  };
  return {
    lesson: (letter) =>
      writeLesson(shapeOf(settings.course, letter, editionFor(letter)), hersOf(letter, editionFor(letter))),
    confirmation: ({ country, confirmUrl: url, privacyUrl }) =>
      writeShort('confirmation', editionOf(country, false).confirmation, { country, url, privacyUrl }),
    link: ({ about, ...how }) => writeShort('link', editionOf(how.country, false).links[about], how),
    note: writeNote,
    ...titlesFrom(settings),
  };
}

/** What sessions are called, for the pages: it needs no template of a letter. */
export function titlesFrom(texts: Pick<CourseTexts, 'course' | 'edition'>): Pick<Letters, 'titleOf'> {
  const editionOf = editionsOf(texts);
  return {
    titleOf: (decision, country) => titleOfSession(texts.course, editionOf(country, false), decision),
  };
}

/** A lesson as data, for its page in the browser; the table of signs is always in it. */
export function lessonViewsFrom(texts: CourseTexts): (letter: LessonLetter) => LessonView {
  const editionOf = editionsOf(texts);
  return (letter) => {
    const edition = editionOf(letter.record.country, letter.record.babyMentions);
    const shape = { ...shapeOf(texts.course, letter, edition), signs: true };
    return lessonView(shape, hersOf(letter, edition), edition, texts, texts.pictures);
  };
}

/**
 * What the pages show of the course: lessons, quiet lines, the subject that she looks for, and what a button's page says.
 * @param asked in whose words, where nobody's country is known.
 */
export function courseViewsFrom(texts: CourseTexts, asked: Country | null = null) {
  const editions = editionsOf(texts);
  const editionOf = (country: Country | null, babyMentions: boolean) =>
    editions(country ?? asked, babyMentions);
  return {
    lesson: lessonViewsFrom(texts),
    loss: (country: Country | null) => editionOf(country, false).loss,
    confirmationSubject: () => editionOf(null, false).confirmation.subject,
    buttons: (country: Country | null) => editionOf(country, false).buttons,
    reviewed: () => reviewLine(texts.review, editionOf(null, true)),
    signs: (country: Country) => ({
      href: helpLinks('/help', country, false).signs,
      text: editionOf(country, false).safety.strip.link,
    }),
    way: (session: SessionId) => wayDrawing(wayBars(texts.course, session)),
  };
}

/** Where the site stands whose privacy notice that is. */
function siteOf(privacyUrl: string): string {
  return privacyUrl.replace(/\/privacy$/, '');
}

/** The line that invites her to reply; null where nobody reads what she writes. */
function invitation({ words }: Edition, replies: Replies | null | undefined): string | null {
  if (!replies) return null;
  return fill(words['replies'] ?? '', { who: replies.readBy, days: `${replies.withinDays}` });
}

/** A block with a flag for its kind, which is what a template can ask. */
function blockView(block: NoteBlock) {
  return block.kind === 'list'
    ? { items: block.items, text: null, heading: false }
    : { items: null, text: block.text, heading: block.kind === 'heading' };
}

function hersOf({ record, links }: LessonLetter, { days }: Edition): Hers {
  const training = trainingFromText(record.training ?? '');
  const trainingDays = training === null ? '' : daysInWords(training, days);
  return { firstName: record.firstName ?? '', trainingDays, links };
}

/** Mail clients paint links blue unless told; the course's own pages do it in their style sheet. */
function inItsColour(html: string): string {
  return html.replaceAll('class="link"', 'style="color:inherit"');
}

type Render = <View extends { lang: string }>(name: LetterName, view: View) => { html: string; text: string };

function rendererOf(templates: LetterTemplates): Render {
  const handlebars = Handlebars.create();
  handlebars.registerHelper('rich', ({ html }: Rich) => new Handlebars.SafeString(inItsColour(html)));
  handlebars.registerHelper('upper', (text: string) => text.toUpperCase());
  const pair = ({ html, text }: { html: object; text: object }) => ({
    html: handlebars.template(html),
    text: handlebars.template(text),
  });
  const compiled = {
    lesson: pair(templates.lesson),
    confirmation: pair(templates.confirmation),
    link: pair(templates.link),
    note: pair(templates.note),
  };
  return (name, view) => ({
    html: turned(compiled[name].html(view), view.lang).replaceAll('\u00a0', '&nbsp;'),
    text: compiled[name].text(view).replaceAll('\u00a0', ' '),
  });
}
