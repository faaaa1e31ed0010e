import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { bundleFunctions } from '../lib/infrastructure/bundling.ts';
import { CourseApp } from '../lib/infrastructure/course-app.ts';
import { live } from './settings/live.ts';
import { test } from './settings/test.ts';

/**
 * What `npx cdk` runs, after `npm run build` (see cdk.json): one deployment, `live` unless another is named:
 * `npx cdk deploy -c deployment=test`.
 */

const BUNDLES = '.build/functions';
const PICTURES = '.build/pictures';

/** Every edition carries the hash of what is signed, the same in each. */
const edition = z.object({ signOffHash: z.string() });

await bundleFunctions(BUNDLES);
new CourseApp({
  deployments: [live, test],
  byDefault: live.deployment,
  courseHash: edition.parse(JSON.parse(readFileSync(join('.build/course', 'GB.json'), 'utf8'))).signOffHash,
  bundles: BUNDLES,
  ...(existsSync(PICTURES) ? { pictures: PICTURES } : {}),
});
