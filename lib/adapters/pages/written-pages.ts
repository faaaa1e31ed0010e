import type { TemplateName } from '../../../.build/pages.js';
import type { Countries } from '../../domain/countries.ts';
import type { Asset, ConsentStatement, Page, Pages } from '../../ports/pages.ts';
import type { SiteWords } from '../../ports/site-words.ts';
import { type Site, type Views, viewOf } from './views.ts';
import { writerOf } from './writer.ts';

/** What the build makes of `templates/pages` and of the words of the course. */
export interface BuiltPages {
  templates: Readonly<Record<TemplateName, TemplateSpecification>>;
  consents: readonly ConsentStatement[];
  words: Omit<SiteWords, 'plan'>;
}

export interface PagesFrom {
  site: Site;
  countries: Countries;
  views: Views;
  asset(name: string): Asset | null;
}

export function pagesFrom(
  { templates, consents, words }: BuiltPages,
  { site, countries, views, asset }: PagesFrom,
): Pages {
  const write = writerOf(templates, site);
  const consent = consents.at(-1);
  if (consent === undefined) throw new Error('the consent file holds no statement');
  return {
    render: (page: Page) => {
      const { template, context } = viewOf(page, { site, countries, views, consent, words, write });
      return write(template, context);
    },
    asset,
    consents,
  };
}
