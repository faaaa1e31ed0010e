import { consents, type TemplateName, templates } from '../../../.build/training-pages.js';
import { type Countries, countryOf } from '../../domain/countries.ts';
import type { TrainingPage, TrainingPages } from '../../ports/training-pages.ts';
import { type Message, messageOf } from './messages.ts';
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

/** For a calendar program that shows what it gets, and for who opens the address of a calendar that is over. */
const CALENDAR_GONE: Message = {
  title: 'This calendar is over',
  lines: [
    'Whoever it belonged to has left or started again. Take it out of your calendar: nothing more comes.',
  ],
  action: 'Go to the start',
};

function viewOf(page: TrainingPage, countries: Countries): { template: TemplateName; context: object } {
  switch (page.kind) {
    case 'week':
      return { template: 'week', context: weekView(page, countryOf(countries, page.week.country)) };
    case 'week-consent':
      return { template: 'week-consent', context: consentView(page) };
    case 'year':
      return { template: 'year', context: yearView(page, countryOf(countries, page.country)) };
    case 'year-link-sent':
    case 'link-limit':
      return { template: page.kind, context: {} };
    case 'calendar-gone':
      return { template: 'message', context: CALENDAR_GONE };
    default:
      return { template: 'message', context: messageOf(page.kind) };
  }
}
