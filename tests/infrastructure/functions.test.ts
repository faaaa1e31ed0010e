import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import type * as z from 'zod/mini';
import { canaryEnvironment } from '../../lambdas/canary/environment.ts';
import { deliverEnvironment } from '../../lambdas/deliver/environment.ts';
import { dispatchEnvironment } from '../../lambdas/dispatch/environment.ts';
import { enrolEnvironment } from '../../lambdas/enrol/environment.ts';
import { reconcileEnvironment } from '../../lambdas/reconcile/environment.ts';
import { recordEnvironment } from '../../lambdas/record/environment.ts';
import { rotateEnvironment } from '../../lambdas/rotate/environment.ts';
import { trainingEnvironment } from '../../lambdas/training/environment.ts';
import { webEnvironment } from '../../lambdas/web/environment.ts';
import { repliesOf } from '../../lambdas/wiring/replies.ts';
import type { DeployedEnvironment } from '../../lib/infrastructure/access.ts';
import { FUNCTIONS, type FunctionName } from '../../lib/infrastructure/bundling.ts';
import { deployedVariables } from './deployed-variables.ts';
import { ofType, type Synthesised, someSettings, synthesise } from './synthesised.ts';

const SCHEMAS: Record<FunctionName, z.ZodMiniObject> = {
  web: webEnvironment,
  training: trainingEnvironment,
  enrol: enrolEnvironment,
  dispatch: dispatchEnvironment,
  deliver: deliverEnvironment,
  record: recordEnvironment,
  reconcile: reconcileEnvironment,
  rotate: rotateEnvironment,
  canary: canaryEnvironment,
};

let stack: Synthesised;
beforeAll(() => {
  stack = synthesise();
});

describe('every function', () => {
  test('runs Node 24 on arm64, is traced, and shows where in the source it failed', () => {
    const functions = ofType(stack.resources, 'AWS::Lambda::Function');
    expect(functions).toHaveLength(FUNCTIONS.length);
    for (const [, { Properties }] of functions)
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        TracingConfig: { Mode: 'Active' },
        Environment: { Variables: { NODE_OPTIONS: expect.stringContaining('--enable-source-maps') } },
      });
  });

  test('with little memory collects garbage early, so that it stays within it', () => {
    for (const [, { Properties }] of ofType(stack.resources, 'AWS::Lambda::Function')) {
      const options = JSON.stringify(Properties['Environment']);
      expect(options.includes('--max-semi-space-size=2 --max-old-space-size=160')).toBe(
        Number(Properties['MemorySize']) <= 256,
      );
    }
  });

  test('forgets its log after a month', () => {
    const logs = ofType(stack.resources, 'AWS::Logs::LogGroup');
    expect(logs).toHaveLength(FUNCTIONS.length + 1);
    for (const [, { Properties }] of logs) expect(Properties['RetentionInDays']).toBe(30);
  });

  test.each(FUNCTIONS)('%s finds all it needs in its environment, and nothing that nobody reads', (name) => {
    const variables = deployedVariables(stack, name);
    const schema = SCHEMAS[name];
    expect(schema.safeParse(variables).error).toBeUndefined();
    const known = new Set([...Object.keys(schema.shape), 'NODE_OPTIONS']);
    expect(Object.keys(variables).filter((variable) => !known.has(variable))).toEqual([]);
  });

  test('cannot be built without a variable that its schema asks for', () => {
    type Whole = DeployedEnvironment<typeof deliverEnvironment>;
    expectTypeOf<Omit<Whole, 'FROM'>>().not.toExtend<Whole>();
    expectTypeOf<Omit<Whole, 'REVIEWED_BY'>>().not.toExtend<Whole>();
    expectTypeOf<Whole>().not.toHaveProperty('TOKEN_KEYS');
    const { FROM: _, ...without } = deployedVariables(stack, 'deliver');
    expect(deliverEnvironment.safeParse(without).success).toBe(false);
  });

  test('is told of secrets by their ids and never of a key itself', () => {
    for (const name of FUNCTIONS) {
      const variables = deployedVariables(stack, name);
      expect(variables).not.toHaveProperty('TOKEN_KEYS');
      expect(variables).not.toHaveProperty('ADDRESS_KEY');
    }
  });

  test('counts under the name of its deployment, so that two in one account stay apart', () => {
    const other = synthesise([someSettings({ deployment: 'trial' })]);
    for (const name of FUNCTIONS) {
      expect(deployedVariables(stack, name)['SERVICE_NAME']).toBe('strong-weeks-live');
      expect(deployedVariables(other, name)['SERVICE_NAME']).toBe('strong-weeks-trial');
    }
  });
});

describe('the review of the course', () => {
  test('is told to deliver as the settings say it', () => {
    const reviewed = synthesise([
      someSettings({
        reviewedBy: 'Dr A. Example',
        reviewedJob: 'physiotherapist',
        reviewedOn: '2026-11-01',
        reviewedHash: 'a1b2',
      }),
    ]);
    expect(deliverEnvironment.parse(deployedVariables(reviewed, 'deliver'))).toMatchObject({
      REVIEWED_BY: 'Dr A. Example',
      REVIEWED_ON: '2026-11-01',
    });
  });

  test('is left out when there was none', () => {
    expect(deployedVariables(stack, 'deliver')).not.toHaveProperty('REVIEWED_BY');
    expect(deployedVariables(stack, 'deliver')).not.toHaveProperty('SEND_UNREVIEWED');
  });
});

test('who reads replies is told to deliver as the settings say it, and nothing where nobody does', () => {
  const replies = { readBy: 'Ana', withinDays: 3 };
  const read = deliverEnvironment.parse(
    deployedVariables(synthesise([someSettings({ replies })]), 'deliver'),
  );
  expect(repliesOf(read)).toEqual(replies);
  expect(repliesOf(deliverEnvironment.parse(deployedVariables(stack, 'deliver')))).toBeNull();
});
