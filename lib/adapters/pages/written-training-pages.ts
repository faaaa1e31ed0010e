import type { TemplateName } from '../../../.build/training-pages.js';
import { type Countries, type Country, countryOf, languageOf } from '../../domain/countries.ts';
import type { ConsentStatement } from '../../ports/pages.ts';
import type { SiteWords } from '../../ports/site-words.ts';
import type { TrainingPage, TrainingPages } from '../../ports/training-pages.ts';
import { inLanguages, madeOnce } from './in-languages.ts';
import { consentView, weekView, yearView } from './training-views.ts';
import type { Site } from './views.ts';
import { writerOf } from './writer.ts';

/** What the build makes of `templates/pages/training` and of the words of the course. */
export interface BuiltTrainingPages {
  templates: Readonly<Record<TemplateName, TemplateSpecification>>;
  consents: readonly ConsentStatement[];
  words: SiteWords;
}

export interface TrainingPagesInLanguages extends BuiltTrainingPages {
  languages?: Readonly<Record<string, BuiltTrainingPages>>;
}

export interface TrainingPagesFrom {
  site: Site;
  countries: Countries;
  /** The country that was asked for in the address, in whose language pages speak that are nobody's. */
  asked?: Country | null;
}

/** The pages of her plan, with the frame and the style sheet of all others. */
export function trainingPagesFrom(
  built: TrainingPagesInLanguages,
  { site, countries, asked = null }: TrainingPagesFrom,
): TrainingPages {
  const pagesIn = madeOnce((language) => {
    const spoken = language === null ? undefined : built.languages?.[language];
    const { templates, consents, words } = spoken ?? built;
    const write = writerOf(templates, site);
    return {
      render: (page: TrainingPage) => {
        const { template, context } = viewOf(page, countries, words);
        return write(template, context);
      },
      consents,
    };
  });
  return {
    render: inLanguages({ ...{ countries, asked, countryOf: countryOfPage, pagesIn }, siteUrl: site.url }),
    consents: pagesIn(languageOf(countries, asked)).consents,
  };
}

function countryOfPage(page: TrainingPage): Country | null {
  if (page.kind === 'week') return page.week.country;
  return page.kind === 'year' ? page.country : null;
}

function viewOf(
  page: TrainingPage,
  countries: Countries,
  words: SiteWords,
): { template: TemplateName; context: object } {
  switch (page.kind) {
    case 'week':
      return { template: 'week', context: weekView(page, countryOf(countries, page.week.country), words) };
    case 'week-consent':
      return { template: 'week-consent', context: consentView(page) };
    case 'year':
      return { template: 'year', context: yearView(page, countryOf(countries, page.country), words) };
    case 'year-link-sent':
    case 'link-limit':
      return { template: page.kind, context: {} };
    default:
      return { template: 'message', context: words.problems.pages[page.kind] };
  }
}
