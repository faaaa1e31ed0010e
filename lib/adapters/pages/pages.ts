import { consents, templates } from '../../../.build/pages.js';
import { days, forms, problems } from '../../../.build/words.js';
import type { Pages } from '../../ports/pages.ts';
import { type PagesFrom, pagesFrom } from './written-pages.ts';

/** The pages as the build compiled them. */
export function handlebarsPages(from: PagesFrom): Pages {
  return pagesFrom({ templates, consents, words: { days, forms, problems } }, from);
}
