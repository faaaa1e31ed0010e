import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { brand } from '../../.build/brand.js';
import { courseMap } from '../../.build/course-map.js';
import { letterTemplates } from '../../.build/letters.js';
import { consents, templates } from '../../.build/pages.js';
import { consents as planConsents, templates as planTemplates } from '../../.build/training-pages.js';
import { days, forms, plan, problems } from '../../.build/words.js';

const IN_USE: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  'brand.js': { brand },
  'course-map.js': { courseMap },
  'letters.js': { letterTemplates },
  'pages.js': { templates, consents },
  'words.js': { days, forms, plan, problems },
  'training-pages.js': { templates: planTemplates, consents: planConsents },
};
const built = z.record(z.string(), z.custom<object>());

let times = 0;

/**
 * Puts what was built since into the objects that this process has loaded. A module is loaded once and never anew, so
 * whatever is composed from here on finds the new words in the old place. Only where the course runs on one machine.
 */
export async function takeUp(out: string): Promise<void> {
  times += 1;
  for (const [file, exported] of Object.entries(IN_USE)) {
    const fresh = built.parse({ ...(await import(`${pathToFileURL(join(out, file)).href}?taken=${times}`)) });
    for (const [name, inUse] of Object.entries(exported)) Object.assign(inUse, fresh[name]);
  }
}
