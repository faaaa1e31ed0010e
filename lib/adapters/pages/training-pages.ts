import { consents, type TemplateName, templates } from '../../../.build/training-pages.js';
import { forms, problems } from '../../../.build/words.js';
import { type Countries, countryOf } from '../../domain/countries.ts';
import type { TrainingPage, TrainingPages } from '../../ports/training-pages.ts';
import { consentView, weekView, yearView } from './training-views.ts';
import type { Site } from './views.ts';
import { writerOf } from './writer.ts';

/** The pages of her plan, with the frame and the style sheet of all others. */
export function handlebarsTrainingPages(site: Site, countries: Countries): TrainingPages {
  const write = writerOf(templates, site);
  return {
    render: (page) => {
      const { template, context } = viewOf(page, countries);
      return write(template, context);
    },
    consents,
  };
}

function viewOf(page: TrainingPage, countries: Countries): { template: TemplateName; context: object } {
  switch (page.kind) {
    case 'week':
      return { template: 'week', context: weekView(page, countryOf(countries, page.week.country), forms) };
    case 'week-consent':
      return { template: 'week-consent', context: consentView(page) };
    case 'year':
      return { template: 'year', context: yearView(page, countryOf(countries, page.country)) };
    case 'year-link-sent':
    case 'link-limit':
      return { template: page.kind, context: {} };
    default:
      return { template: 'message', context: problems.pages[page.kind] };
  }
}
