import { consents, languages, templates } from '../../../.build/training-pages.js';
import { days, forms, plan, problems, languages as spoken } from '../../../.build/words.js';
import type { TrainingPages } from '../../ports/training-pages.ts';
import { withWordsOf } from './in-languages.ts';
import { type TrainingPagesFrom, trainingPagesFrom } from './written-training-pages.ts';

/** The pages of her plan as the build compiled them. */
export function handlebarsTrainingPages(from: TrainingPagesFrom): TrainingPages {
  const words = { days, forms, plan, problems };
  return trainingPagesFrom({ templates, consents, words, languages: withWordsOf(languages, spoken) }, from);
}
