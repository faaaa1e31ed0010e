import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('with an account of AWS the app refuses the shipped examples, in lines that each name the field', () => {
  const env = { ...process.env, CDK_DEFAULT_ACCOUNT: '111122223333' };
  const { status, stderr } = spawnSync(process.execPath, ['bin/app.ts'], { env, encoding: 'utf8' });
  const lines = stderr.trimEnd().split('\n');
  expect(status).toBe(1);
  expect(lines.at(-1)).toBe('What each field is: docs/runbook.md, "The settings"');
  for (const line of lines.slice(0, -1))
    expect(line).toMatch(/^bin\/settings\/live\.ts: \S+ is .+, an example that nobody owns: write your own$/);
});
