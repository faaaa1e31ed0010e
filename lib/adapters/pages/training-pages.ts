import { consents, templates } from '../../../.build/training-pages.js';
import { days, forms, plan, problems } from '../../../.build/words.js';
import type { Countries } from '../../domain/countries.ts';
import type { TrainingPages } from '../../ports/training-pages.ts';
import type { Site } from './views.ts';
import { trainingPagesFrom } from './written-training-pages.ts';

/** The pages of her plan as the build compiled them. */
export function handlebarsTrainingPages(site: Site, countries: Countries): TrainingPages {
  return trainingPagesFrom({ templates, consents, words: { days, forms, plan, problems } }, site, countries);
}
