import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LEFT_BEHIND, someSettings, synthesise } from './synthesised.ts';
import { somePictures } from './temporary-folder.ts';

/** What the operator's pages ask for exists, under the name by which they ask for it. */

const PAGES = [
  'docs/runbook/deploy.md',
  'docs/runbook/operate.md',
  'docs/runbook/alarms.md',
  'docs/upgrade.md',
] as const;
const runbook = readFileSync('docs/runbook/deploy.md', 'utf8');

/** Open no data and ask no account: they know no `--stack`. */
const WITHOUT_DATA = ['check', 'cost', 'plan', 'preview', 'programme'];

describe.each(PAGES)('%s', (page) => {
  const text = readFileSync(page, 'utf8');

  test('names the stack in every command that touches data: without it the command acts on the data at hand', () => {
    const inProse = text.match(/`course [a-z][^`\n]*/g) ?? [];
    const inBlocks = (text.match(/^ *```sh\n[\s\S]*?```/gm) ?? []).flatMap(
      (block) => block.match(/^ *course .*/gm) ?? [],
    );
    const commands = [...inProse, ...inBlocks];
    const onData = commands.filter((command) => !WITHOUT_DATA.includes(command.split(' ')[1] ?? ''));
    expect(onData.length).toBeGreaterThan(1);
    expect(onData.filter((command) => !command.includes(' --stack '))).toEqual([]);
  });

  test('asks for no value that the stack does not say', () => {
    const { outputs } = synthesise([someSettings({ trial: false, webDomain: WEB_DOMAIN })], {
      pictures: somePictures(),
    });
    const asked = [...text.matchAll(/<([A-Z]\w+)>/g)].map(([, name = '']) => name);
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.filter((name) => name !== 'ARN' && !(name in outputs))).toEqual([]);
  });
});

const WEB_DOMAIN = {
  name: 'www.example.org',
  certificateArn: 'arn:aws:acm:eu-west-2:123456789012:certificate/0f0f',
};

test('the table of settings names every field that there is, and what is adopted', () => {
  const source = readFileSync('lib/infrastructure/settings.ts', 'utf8');
  const schema = source.slice(source.indexOf('const settingsSchema'), source.indexOf('.superRefine'));
  const fields = [...schema.matchAll(/^ {4}(\w+): /gm)].map(([, field = '']) => field);
  expect(fields.length).toBeGreaterThan(20);
  const table = runbook.slice(
    runbook.indexOf('## The settings'),
    runbook.indexOf('## Before the first deploy'),
  );
  expect(fields.filter((field) => !table.includes(`\`${field}\``))).toEqual([]);
  const takenUp = readFileSync('docs/runbook/operate.md', 'utf8');
  for (const field of Object.keys(LEFT_BEHIND)) expect(takenUp).toContain(`\`${field}\``);
});

test('the stack says the names of every function and log, its key, and the release that runs', () => {
  const { outputs, resources } = synthesise([someSettings()]);
  const referred = Object.values(outputs).map(({ Value }) => JSON.stringify(Value));
  const ours = Object.entries(resources).filter(
    ([id, { Type }]) =>
      id.startsWith('Functions') && ['AWS::Lambda::Function', 'AWS::Logs::LogGroup'].includes(Type),
  );
  expect(ours.length).toBeGreaterThanOrEqual(16);
  for (const [id] of ours) expect(referred).toContain(JSON.stringify({ Ref: id }));
  expect(outputs['Release']?.Value).toBe('0.0.0');
  expect(outputs).toHaveProperty('Key');
});

test('the next step that a deployment prints begins with the day that protects it, and is none once it stands', () => {
  const next = (settings = {}) => String(synthesise([someSettings(settings)]).outputs['NextStep']?.Value);
  expect(next()).toMatch(/^Write today into deployedOn.*48 hours.*"Leave the sandbox", "Go live"/);
  expect(next()).toMatch(/reviewedBy, reviewedJob, reviewedOn and reviewedHash/);
  expect(next({ deployedOn: '2026-12-01' })).toMatch(/^Set the DNS records/);
});
