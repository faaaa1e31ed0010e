import { type Countries, type Country, languageOf } from './countries.ts';

/** What pages and mails of a translation say beside their words: the language of each page that they lead to. */

/**
 * Links to pages of the site with the country whose language the page is to speak, in HTML or plain text. Help pages and
 * pictures go by their own names, and a link that names another country leads out of this language.
 */
function withCountry(text: string, siteUrl: string, country: Country, and: And): string {
  const host = siteUrl.replace(/^\w+:/, '').replaceAll('.', '\\.');
  const path = new RegExp(
    `(?<=(?:href|action|src)="|(?:https?|webcal):${host})/(?!assets/|pictures/|help/.)[^\\s"#<>)&]*`,
    'g',
  );
  return text.replaceAll(path, (link) =>
    link.includes('?country=') ? link : `${link}${link.includes('?') ? and : '?'}country=${country}`,
  );
}

/** How a second value is joined to an address: in HTML, and in plain text. */
type And = '&amp;' | '&';

/** A mail or a page as its reader's language has it; as it is, in the words of home. */
export function spokenIn(
  countries: Countries,
  country: Country | null,
  siteUrl: string,
): (text: string, and?: And) => string {
  if (country === null || languageOf(countries, country) === null) return (text) => text;
  return (text, and = '&amp;') => withCountry(text, siteUrl, country, and);
}

/** Languages whose lines begin on the right. */
const FROM_THE_RIGHT: ReadonlySet<string> = new Set([
  'ar',
  'ckb',
  'dv',
  'fa',
  'he',
  'ps',
  'sd',
  'ug',
  'ur',
  'yi',
]);

/** The value of `dir`. @param language BCP 47. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return FROM_THE_RIGHT.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}
