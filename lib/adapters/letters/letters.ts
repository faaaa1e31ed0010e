import Handlebars from 'handlebars/runtime.js';
import type { Country } from '../../domain/course.ts';
import type { Letter, Letters } from '../../ports.ts';
import { type Edition, editionKey, type Rich } from './edition.ts';
import { type Imprint, lessonView, titleOfSession } from './lesson-view.ts';
import type { Pictures } from './pictures.ts';

type LetterName = 'lesson' | 'confirmation' | 'data-link';
/** What `.build/letters.js` exports: Handlebars specifications, compiled when the project was built. */
export type LetterTemplates = Readonly<Record<LetterName, { html: object; text: object }>>;

export interface LettersSettings extends Imprint {
  templates: LetterTemplates;
  /** The edition of that key (`editionKey`); asked once for each, then kept. */
  edition(key: string): Edition;
  pictures: Pictures;
}

/** The letters, written from compiled templates. Throws when a template asks for what is not there. */
export function lettersFrom(settings: LettersSettings): Letters {
  const write = writerOf(settings.templates);
  const editions = new Map<string, Edition>();
  const editionOf = (country: Country, babyMentions: boolean): Edition => {
    const key = editionKey(country, babyMentions);
    const kept = editions.get(key);
    if (kept) return kept;
    const read = settings.edition(key);
    editions.set(key, read);
    return read;
  };
  const short = (
    name: 'confirmation' | 'data-link',
    country: Country,
    url: string,
    privacyUrl: string,
  ): Letter => {
    const edition = editionOf(country, false);
    const said = name === 'confirmation' ? edition.confirmation : { ...edition.dataLink, spam: '' };
    return {
      subject: said.subject,
      ...write(name, {
        ...said,
        lang: edition.lang,
        url,
        privacyUrl,
        privacy: edition.words['privacy'] ?? '',
        postalAddress: settings.postalAddress,
      }),
    };
  };
  return {
    lesson: (letter) => {
      const edition = editionOf(letter.record.country, letter.record.babyMentions);
      const view = lessonView(letter, edition, settings, settings.pictures);
      return { subject: view.title, ...write('lesson', view) };
    },
    confirmation: ({ country, confirmUrl, privacyUrl }) =>
      short('confirmation', country, confirmUrl, privacyUrl),
    dataLink: ({ country, dataUrl, privacyUrl }) => short('data-link', country, dataUrl, privacyUrl),
    titleOf: ({ session, level }, country) => titleOfSession(editionOf(country, false), session, level),
  };
}

type Write = (name: LetterName, view: object) => { html: string; text: string };

function writerOf(templates: LetterTemplates): Write {
  const handlebars = Handlebars.create();
  handlebars.registerHelper('rich', (said: Rich) => new Handlebars.SafeString(said.html));
  handlebars.registerHelper('upper', (said: string) => said.toUpperCase());
  const compiled = {
    lesson: pair(templates.lesson),
    confirmation: pair(templates.confirmation),
    'data-link': pair(templates['data-link']),
  };
  function pair({ html, text }: { html: object; text: object }) {
    return { html: handlebars.template(html), text: handlebars.template(text) };
  }
  return (name, view) => ({ html: compiled[name].html(view), text: compiled[name].text(view) });
}
