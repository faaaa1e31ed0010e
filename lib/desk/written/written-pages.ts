import { codesOf } from '../../domain/countries.ts';
import type { WorkingCourse } from '../live-course.ts';
import type { SitePages } from '../site-pages.ts';

/** A page of the site in the folder. */
export interface WrittenPage {
  name: string;
  /** For whom: a country by its code, `without baby mentions`. */
  reader: string;
  file: string;
  /** Where links of the site look for it; empty where none does. */
  path: string;
  html: string;
}

/** Every page in the home country's words, and again for each country, and without baby mentions, where it says something else. */
export function writtenPagesOf(pages: SitePages, { course }: WorkingCourse): WrittenPage[] {
  const { home } = course.countries;
  const others = codesOf(course.countries).filter((code) => code !== home);
  return pages.names.flatMap((name) => {
    const first = pages.render(name, home, true);
    if (first === null) return [];
    const slug = name.replace('help: ', 'help-').replaceAll(/[^A-Za-z0-9]+/g, '-');
    const path = pathOf(name);
    const same = withoutReader(first);
    const versions = [
      ...others.map((code) => ({
        ...{ reader: code, suffix: `.${code}`, edition: code },
        html: pages.render(name, code, true),
      })),
      {
        ...{ reader: 'without baby mentions', suffix: '.no-baby', edition: `${home}-quiet` },
        html: pages.render(name, home, false),
      },
    ];
    return [
      { name, reader: home, file: `pages/${slug}.html`, path, html: first },
      ...versions.flatMap(({ reader, suffix, edition, html }) =>
        html === null || withoutReader(html) === same
          ? []
          : [{ name, reader, file: `pages/${slug}${suffix}.html`, path: `${path}/${edition}`, html }],
      ),
    ];
  });
}

const PATHS: Readonly<Record<string, string>> = { 'sign-up': '/', privacy: '/privacy' };

function pathOf(name: string): string {
  return name.startsWith('help: ') ? `/help/${name.slice('help: '.length)}` : (PATHS[name] ?? '');
}

/** Links to the help pages carry the country, which is no difference of its own. */
function withoutReader(html: string): string {
  return html.replaceAll(/(\/help\/[a-z-]+\/)[A-Za-z-]+/g, '$1');
}
