import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldenDecisions, goldenPlans } from './cases.ts';

/** Records the golden files anew, after a change of the rules that was meant: `node tests/domain/placement/golden/record.ts`. */
writeFileSync(join(import.meta.dirname, 'decisions.txt'), goldenDecisions());
writeFileSync(join(import.meta.dirname, 'plans.txt'), goldenPlans());
