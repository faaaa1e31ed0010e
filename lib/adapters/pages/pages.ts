import { consents, templates } from '../../../.build/pages.js';
import type { Asset, Page, Pages } from '../../ports/pages.ts';
import { type Site, type Views, viewOf } from './views.ts';
import { writerOf } from './writer.ts';

export function handlebarsPages(site: Site, views: Views, asset: (name: string) => Asset | null): Pages {
  const write = writerOf(templates, site);
  return {
    render: (page: Page) => {
      const { template, context } = viewOf(page, { site, views, consent: current(), write });
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
