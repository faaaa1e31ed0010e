import type { Country } from '../../domain/countries.ts';
import type { Rich } from './edition.ts';

/** The course's help pages, by the name in their address: `/help/doming/GB`. */
export const HELP_PAGES = [
  'all',
  'signs',
  'before',
  'pelvic-floor',
  'doming',
  'prolapse',
  'scar',
  'tears',
  'kit',
  'numbers',
  'jumps',
  'running',
  'sources',
] as const;
export type HelpPage = (typeof HELP_PAGES)[number];

/** A help page as the build wrote it, in one edition's words. */
export interface BuiltHelp {
  title: string;
  lead: string;
  /** BCP 47, for `lang`. */
  lang: string;
  body: Pick<Rich, 'html'>;
}

export type HelpLinks = Readonly<Record<HelpPage, string>>;

/**
 * Where the pages of an edition lie under `base`, which is `https://example.org/help`. The text of a mail shows its
 * addresses, so that of an edition without baby mentions does not name one.
 */
export function helpLinks(base: string, country: Country, babyMentions: boolean): HelpLinks {
  const edition = babyMentions ? country : `${country}-quiet`;
  const to = (page: HelpPage) => `${base}/${page}/${edition}`;
  return {
    all: to('all'),
    signs: to('signs'),
    before: to('before'),
    'pelvic-floor': to('pelvic-floor'),
    doming: to('doming'),
    prolapse: to('prolapse'),
    scar: to('scar'),
    tears: to('tears'),
    kit: to('kit'),
    numbers: to('numbers'),
    jumps: to('jumps'),
    running: to('running'),
    sources: to('sources'),
  };
}
