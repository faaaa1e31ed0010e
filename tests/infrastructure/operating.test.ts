import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { live } from '../../bin/settings/live.ts';
import { someSettings, synthesise } from './synthesised.ts';

/** What stands in the repository for those who operate the stack: a policy, a workflow, a number. */

describe('docs/iam-operator.json', () => {
  const policy = z.object({
    Statement: z.array(z.object({ Effect: z.literal('Allow'), Action: z.array(z.string()) })),
  });
  const allowed = policy
    .parse(JSON.parse(readFileSync('docs/iam-operator.json', 'utf8')))
    .Statement.flatMap(({ Action }) => Action);

  /** The services of the SDK's clients, as policies name them. */
  const SERVICES: Readonly<Record<string, string>> = {
    ...{ 'client-acm': 'acm', 'client-cloudformation': 'cloudformation', 'client-cost-explorer': 'ce' },
    ...{
      'client-dynamodb': 'dynamodb',
      'client-lambda': 'lambda',
      'client-ses': 'ses',
      'client-sesv2': 'ses',
    },
    ...{ 'client-secrets-manager': 'secretsmanager', 'client-sns': 'sns', 'client-sqs': 'sqs' },
  };
  /** What only this machine's own database, or a function's role, is asked for. */
  const NOT_THE_OPERATORS = [
    ...['dynamodb:CreateTable', 'secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'],
  ];

  test('allows every call that the command line can make, and nothing by a star', () => {
    const asked = ['lib/cli', 'lib/adapters']
      .flatMap(callsIn)
      .filter((one) => !NOT_THE_OPERATORS.includes(one));
    expect(new Set(asked).size).toBeGreaterThan(20);
    expect([...new Set(asked)].filter((one) => !allowed.includes(one))).toEqual([]);
    expect(allowed.filter((action) => action.includes('*'))).toEqual([]);
  });

  function callsIn(folder: string): string[] {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => {
        const source = readFileSync(`${folder}/${file}`, 'utf8');
        const imports = source.matchAll(/(?:import|const) \{([^}]*)\}[^']*'@aws-sdk\/(client-[a-z0-9-]+)'/g);
        return [...imports].flatMap(([, names = '', client = '']) =>
          [...names.matchAll(/(\w+?)(Batch)?Command\b/g)].map(
            ([, operation, batch]) => `${SERVICES[client]}:${actionOf(client, operation ?? '', batch)}`,
          ),
        );
      });
  }

  /** SQS has no action of its own for a batch. */
  function actionOf(client: string, operation: string, batch: string | undefined): string {
    return client === 'client-sqs' || batch === undefined ? operation : `${operation}${batch}`;
  }
});

describe('the workflow of the forge', () => {
  const job = z.looseObject({
    needs: z.union([z.string(), z.array(z.string())]).optional(),
    environment: z.string().optional(),
    if: z.string().optional(),
    steps: z.array(z.looseObject({ uses: z.string().optional(), run: z.string().optional() })),
  });
  const workflow = z.object({ jobs: z.record(z.string(), job) });
  const { jobs } = workflow.parse(parse(readFileSync('.github/workflows/deploy.yml', 'utf8')));
  const runOf = (name: string): string => (jobs[name]?.steps ?? []).map(({ run = '' }) => run).join('\n');

  test('checks every change and shows in the pull request what it does to each deployment', () => {
    expect(runOf('check')).toMatch(/npm run check[\s\S]*npm test/);
    expect(runOf('diff')).toMatch(
      /for deployment in test live[\s\S]*npx cdk diff -c deployment=\$deployment/,
    );
    expect(jobs['diff']?.if).toContain("github.event_name == 'pull_request'");
  });

  test('deploys to test, hears the canary’s story there, and goes on to live when a person lets it', () => {
    expect([jobs['deploy-test']?.needs, jobs['deploy-live']?.needs].flat()).toEqual([
      'check',
      'check',
      'deploy-test',
    ]);
    expect([jobs['deploy-test']?.environment, jobs['deploy-live']?.environment]).toEqual(['test', 'live']);
    for (const name of ['deploy-test', 'deploy-live'])
      expect(runOf(name)).toMatch(/cdk deploy -c deployment=[\s\S]*CanaryFunction[\s\S]*check story/);
  });

  test('rolls back to a tag, past the test deployment', () => {
    expect(jobs['deploy-live']?.if).toContain("inputs.tag != ''");
    expect(JSON.stringify(jobs['deploy-live']?.steps)).toContain('inputs.tag || github.sha');
  });

  test('builds a release of before with the settings of main: its own would lose what was restored or reviewed since', () => {
    for (const name of ['check', 'deploy-test', 'deploy-live']) {
      const steps = jobs[name]?.steps ?? [];
      const at = steps.findIndex(({ run }) => run?.includes('git checkout FETCH_HEAD -- bin/settings'));
      expect(steps[at]).toMatchObject({ if: "inputs.tag != ''" });
      expect(at).toBeGreaterThan(steps.findIndex(({ uses }) => uses?.startsWith('actions/checkout')));
      expect(at).toBeLessThan(steps.findIndex(({ run }) => run === 'npm ci'));
    }
  });

  test('runs nothing that the repository does not have, and is told the canary’s name by the stack', () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    const asked = Object.keys(jobs).flatMap((name) => [...runOf(name).matchAll(/npm run (\S+)/g)]);
    for (const [, script = ''] of asked) expect(scripts).toHaveProperty([script]);
    expect(synthesise().outputs).toHaveProperty('CanaryFunction');
  });
});

describe('the concurrency that a deployment may need', () => {
  const needed = (settings = {}): number =>
    Number(synthesise([someSettings(settings)]).outputs['ConcurrencyNeeded']?.Value);

  test('is printed, and more than the 10 of a new account', () => {
    expect(needed({ sendRatePerSecond: 14 })).toBe(26);
    expect(readFileSync('docs/runbook/deploy.md', 'utf8')).toContain('may need 26');
  });

  test('is no more than the runbook says for the sandbox, with which the shipped settings begin', () => {
    expect([live.sendRatePerSecond, live.dailyQuota]).toEqual([1, 200]);
    expect(needed({ sendRatePerSecond: 1 })).toBe(26);
  });

  test('grows with the rate and with what web keeps for itself', () => {
    expect(needed({ sendRatePerSecond: 150 })).toBe(42);
    expect(needed({ sendRatePerSecond: 14, webConcurrency: 50 })).toBe(66);
  });

  test('web has a share of its own only when the settings give it one', () => {
    const reserved = (settings = {}) =>
      JSON.stringify(synthesise([someSettings(settings)]).resources).match(
        /"ReservedConcurrentExecutions":\d+/g,
      );
    expect(reserved()).toBeNull();
    expect(reserved({ webConcurrency: 50 })).toEqual(['"ReservedConcurrentExecutions":50']);
  });
});
