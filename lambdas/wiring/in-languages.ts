import { Hono } from 'hono/tiny';
import { type Countries, type Country, languageOf } from '../../lib/domain/countries.ts';

/**
 * A site that speaks the language of the country named in an address, `/?country=CA-fr`, as every link in a mail or on a
 * page of that language does. One app for each such country; a course in one language is its app alone.
 */
export function siteInLanguages(countries: Countries, appFor: (country: Country | null) => Hono): Hono {
  const home = appFor(null);
  const codes = Object.keys(countries.languages);
  if (codes.length === 0) return home;
  const apps = new Map(codes.map((code) => [code, appFor(code)]));
  const site = new Hono();
  site.all('*', async (c) => {
    const { searchParams, pathname } = new URL(c.req.url);
    const country = searchParams.get('country') ?? countryOfHelp(pathname);
    const app = isOffered(countries, country, pathname) ? apps.get(country) : undefined;
    const response = await (app ?? home).fetch(c.req.raw, c.env);
    const on = response.headers.get('Location');
    if (app !== undefined && on?.startsWith('/'))
      response.headers.set('Location', `${on}?country=${country}`);
    return response;
  });
  return site;
}

/** The country of a help page stands in its path. */
function countryOfHelp(path: string): string {
  return /^\/help\/[^/]+\/([A-Z]{2}-[a-z]{2,3})(?![a-z])/.exec(path)?.[1] ?? '';
}

/** Nobody new signs up in a language that no clinician has signed; who is on the course reads hers on. */
function isOffered(countries: Countries, country: Country, path: string): boolean {
  const isNew = path === '/' || path === '/signup';
  return languageOf(countries, country) !== null && !(isNew && countries.unsigned.includes(country));
}
