import { expect, test } from 'vitest';
import { explore } from '../explore/explore.ts';
import { scenario } from '../explore/scenarios.ts';
import { WHOLE_COURSE } from '../whole-course.ts';
import { checkModel, hasSpin, readModel } from './spin.ts';

const withSpin = await hasSpin();
if (!withSpin) console.log('spin or gcc is not installed: no run of the code was compared with the model');
const NAMES = ['MARK', 'CLAIM', 'TAKE', 'LINE_SENT', 'MERGE', 'SETTLE', 'PUT_OFF', 'UNCLAIM'];

/** The model, which may only take the steps of `run`, in their order; it reports when it took them all. */
function following(model: string, run: readonly string[]): string {
  const codes = run.map((step) => {
    const [name = '', attempt = '0'] = step.split(' ');
    return NAMES.indexOf(name) * 8 + Number(attempt);
  });
  const wanted = codes.reduceRight((rest, code, at) => `(at == ${at} -> ${code} : ${rest})`, '255');
  const others = ['QUEUE', 'REQUEUE', 'TAKE_BACK', 'REST', 'DELETE', 'SUPPRESS', 'LINE_UNSENT'];
  return [
    ...NAMES.map((name, code) => `#define ${name} ${code * 8}`),
    ...others.map((name) => `#define ${name} 200`),
    'byte at; bool astray;',
    '#define did(what, attempt) if :: what == 200 -> skip \\',
    `  :: what != 200 && !astray && ${wanted} == what + attempt -> at++; assert(at < ${codes.length}) \\`,
    '  :: else -> astray = true fi',
    model.replace('#define FAULTS 1', '#define FAULTS 2'),
  ].join('\n');
}

test.runIf(WHOLE_COURSE)(
  'runs of the real code, each to its end, are runs of the model, so that neither drifts',
  async () => {
    const { runs } = await explore(scenario({ faults: 1 }));
    const different = [...new Set(runs.map((run) => run.join(', ')))];
    expect(different.length).toBeGreaterThan(2);
    if (!withSpin) return;
    const model = await readModel();
    for (const run of different.slice(0, 6)) {
      const checked = await checkModel(following(model, run.split(', ')), { define: ['DISPATCHES=1'] });
      expect({ run, broken: checked.broken }).toEqual({ run, broken: expect.stringContaining('at<') });
    }
    const wrong = ['MARK 0', 'TAKE 1', 'CLAIM 1'];
    expect((await checkModel(following(model, wrong), { define: ['DISPATCHES=1'] })).broken).toBeNull();
  },
);
