import type { TemplateName } from '../../../.build/pages.js';
import { type Countries, type Country, languageOf } from '../../domain/countries.ts';
import type { FormShape } from '../../domain/joining/form-shape.ts';
import type { Asset, ConsentStatement, Page, Pages } from '../../ports/pages.ts';
import type { SiteWords } from '../../ports/site-words.ts';
import { inLanguages, madeOnce } from './in-languages.ts';
import { type Site, type Views, viewOf } from './views.ts';
import { writerOf } from './writer.ts';

/** What the build makes of `templates/pages` and of the words of the course. */
export interface BuiltPages {
  templates: Readonly<Record<TemplateName, TemplateSpecification>>;
  consents: readonly ConsentStatement[];
  words: Omit<SiteWords, 'plan'>;
}

/** The same with those of each translation, by the name of its folder. */
export interface PagesInLanguages extends BuiltPages {
  languages?: Readonly<Record<string, BuiltPages>>;
}

export interface PagesFrom {
  site: Site;
  countries: Countries;
  form: FormShape;
  views: Views;
  asset(name: string): Asset | null;
  /** The country that was asked for in the address, in whose language pages speak that are nobody's. */
  asked?: Country | null;
}

export function pagesFrom(built: PagesInLanguages, from: PagesFrom): Pages {
  const { asked = null, countries, site } = from;
  const pagesIn = madeOnce((language) =>
    pagesOf((language === null ? null : built.languages?.[language]) ?? built, from),
  );
  return {
    render: inLanguages({ ...{ countries, asked, countryOf, pagesIn }, siteUrl: site.url }),
    asset: from.asset,
    consents: pagesIn(languageOf(countries, asked)).consents,
  };
}

function countryOf(page: Page): Country | null {
  if ('country' in page) return page.country;
  if (page.kind === 'lesson') return page.letter.record.country;
  return page.kind === 'preferences' ? page.view.country : null;
}

function pagesOf(
  { templates, consents, words }: BuiltPages,
  { asked = null, site, countries, form, views }: PagesFrom,
): Pick<Pages, 'render' | 'consents'> {
  const write = writerOf(templates, site);
  const consent = consents.at(-1);
  if (consent === undefined) throw new Error('the consent file holds no statement');
  return {
    render: (page: Page) => {
      const { template, context } = viewOf(page, {
        asked,
        site,
        countries,
        form,
        views,
        consent,
        words,
        write,
      });
      return write(template, context);
    },
    consents,
  };
}
