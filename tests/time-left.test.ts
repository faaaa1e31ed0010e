import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { TimeLeft } from './time-left.ts';

test('whoever waits is told how much is done and what is left, by the length of the files, not more than every 15 seconds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'time-left-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const files = [100, 200, 300, 400].map((length) => {
    const moduleId = join(folder, `${length}.test.ts`);
    writeFileSync(moduleId, 'x'.repeat(length));
    return { moduleId };
  });
  let now = 1_000;
  const told: string[] = [];
  const reporter = new TimeLeft(
    (line) => told.push(line),
    () => now,
  );
  reporter.onTestRunStart(files);
  for (const [place, seconds] of [
    [3, 60],
    [2, 5],
    [1, 25],
    [0, 20],
  ] as const) {
    now += seconds * 1_000;
    const file = files[place];
    if (file !== undefined) reporter.onTestModuleEnd(file);
  }
  expect(told).toEqual([
    ' 40 % of the tests are done, about 1 min 30 s left\n',
    ' 90 % of the tests are done, about 10 s left\n',
  ]);
});
