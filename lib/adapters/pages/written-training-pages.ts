import type { TemplateName } from '../../../.build/training-pages.js';
import { type Countries, countryOf } from '../../domain/countries.ts';
import type { ConsentStatement } from '../../ports/pages.ts';
import type { SiteWords } from '../../ports/site-words.ts';
import type { TrainingPage, TrainingPages } from '../../ports/training-pages.ts';
import { consentView, weekView, yearView } from './training-views.ts';
import type { Site } from './views.ts';
import { writerOf } from './writer.ts';

/** What the build makes of `templates/pages/training` and of the words of the course. */
export interface BuiltTrainingPages {
  templates: Readonly<Record<TemplateName, TemplateSpecification>>;
  consents: readonly ConsentStatement[];
  words: SiteWords;
}

/** The pages of her plan, with the frame and the style sheet of all others. */
export function trainingPagesFrom(
  { templates, consents, words }: BuiltTrainingPages,
  site: Site,
  countries: Countries,
): TrainingPages {
  const write = writerOf(templates, site);
  return {
    render: (page) => {
      const { template, context } = viewOf(page, countries, words);
      return write(template, context);
    },
    consents,
  };
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
