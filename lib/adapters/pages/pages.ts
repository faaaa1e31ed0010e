import { consents, templates } from '../../../.build/pages.js';
import type { Countries } from '../../domain/countries.ts';
import type { Asset, Page, Pages } from '../../ports/pages.ts';
import { type Site, type Views, viewOf } from './views.ts';
import { writerOf } from './writer.ts';

export interface PagesFrom {
  site: Site;
  countries: Countries;
  views: Views;
  asset(name: string): Asset | null;
}

export function handlebarsPages({ site, countries, views, asset }: PagesFrom): Pages {
  const write = writerOf(templates, site);
  return {
    render: (page: Page) => {
      const { template, context } = viewOf(page, { site, countries, views, consent: current(), write });
      return write(template, context);
    },
    asset,
    consents,
  };
}

function current() {
  const last = consents.at(-1);
  if (last === undefined) throw new Error('templates/pages/consent.yaml holds no statement');
  return last;
}
