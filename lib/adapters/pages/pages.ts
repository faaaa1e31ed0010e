import { consents, languages, templates } from '../../../.build/pages.js';
import { days, forms, problems, languages as spoken } from '../../../.build/words.js';
import type { Pages } from '../../ports/pages.ts';
import { withWordsOf } from './in-languages.ts';
import { type PagesFrom, pagesFrom } from './written-pages.ts';

/** The pages as the build compiled them. */
export function handlebarsPages(from: PagesFrom): Pages {
  const words = { days, forms, problems };
  return pagesFrom({ templates, consents, words, languages: withWordsOf(languages, spoken) }, from);
}
