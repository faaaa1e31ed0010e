import { existsSync } from 'node:fs';
import { bundleFunctions } from '../lib/infrastructure/bundling.ts';
import { CourseApp } from '../lib/infrastructure/course-app.ts';
import { live } from './settings/live.ts';
import { test } from './settings/test.ts';

/** What `npx cdk` runs, after `npm run build` (see cdk.json): every deployment, each a stack. */

const BUNDLES = '.build/functions';
const PICTURES = '.build/pictures';

await bundleFunctions(BUNDLES);
new CourseApp({
  deployments: [test, live],
  bundles: BUNDLES,
  ...(existsSync(PICTURES) ? { pictures: PICTURES } : {}),
});
