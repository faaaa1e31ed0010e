import { beforeAll, describe, expect, test } from 'vitest';
import { FUNCTIONS } from '../../lib/infrastructure/bundling.ts';
import { policyOf, type Statement } from './policies.ts';
import { type Synthesised, synthesise } from './synthesised.ts';

let stack: Synthesised;
beforeAll(() => {
  stack = synthesise();
});

describe('every role', () => {
  test('has no "*" in an action', () => {
    const actions = FUNCTIONS.flatMap((name) => policyOf(stack, name)).flatMap(({ actions }) => actions);
    expect(actions.length).toBeGreaterThan(50);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  test('has no "*" in a resource but for X-Ray, which takes no other', () => {
    const wide = FUNCTIONS.flatMap((name) => policyOf(stack, name)).filter(({ resources }) =>
      resources.some((resource) => JSON.stringify(resource).includes('*')),
    );
    expect(wide).toHaveLength(FUNCTIONS.length);
    for (const { actions } of wide)
      expect(actions).toEqual(['xray:PutTelemetryRecords', 'xray:PutTraceSegments']);
  });

  test('uses a key only by way of the service that needs it', () => {
    const statements = FUNCTIONS.flatMap((name) => policyOf(stack, name)).filter(({ actions }) =>
      actions.some((action) => action.startsWith('kms:')),
    );
    expect(statements.length).toBeGreaterThan(6);
    // The event source's own statement reads the queue; Lambda polls with it.
    for (const { condition, actions } of statements)
      expect(condition !== undefined || actions.join() === 'kms:Decrypt').toBe(true);
  });
});

describe('sending mail', () => {
  const sending = (name: (typeof FUNCTIONS)[number]): Statement[] =>
    policyOf(stack, name).filter(({ actions }) => actions.some((action) => action.startsWith('ses:')));

  test('is for enrol and deliver alone', () => {
    expect(FUNCTIONS.filter((name) => sending(name).length > 0)).toEqual(['enrol', 'deliver']);
  });

  test('is allowed on the identity and on the configuration set, from the true sender (Q17)', () => {
    for (const name of ['enrol', 'deliver'] as const) {
      const [statement] = sending(name);
      expect(statement?.actions).toEqual(['ses:SendRawEmail']);
      const resources = statement?.resources.map((resource) => JSON.stringify(resource)).sort() ?? [];
      expect(resources).toHaveLength(2);
      expect(resources[0]).toMatch(/:configuration-set\/.*SendingConfigurationSet/);
      expect(resources[1]).toMatch(/:identity\/.*SendingIdentity/);
      expect(statement?.condition).toEqual({
        StringEquals: { 'ses:FromAddress': 'hello@weeks.example.org' },
      });
    }
  });
});

describe('what a function has no business with', () => {
  test('record, dispatch and reconcile read no secret', () => {
    for (const name of ['record', 'dispatch', 'reconcile'] as const)
      expect(JSON.stringify(policyOf(stack, name))).not.toContain('secretsmanager');
  });

  test('only rotate may write a secret, and it has no table', () => {
    const writers = FUNCTIONS.filter((name) =>
      JSON.stringify(policyOf(stack, name)).includes('PutSecretValue'),
    );
    expect(writers).toEqual(['rotate']);
    expect(JSON.stringify(policyOf(stack, 'rotate'))).not.toContain('dynamodb');
  });

  test('only dispatch and reconcile look into the due index', () => {
    const looking = FUNCTIONS.filter((name) => JSON.stringify(policyOf(stack, name)).includes('/index/due'));
    expect(looking).toEqual(['dispatch', 'reconcile']);
  });

  test('whoever looks one suppression up may look up those of a batch', () => {
    for (const name of FUNCTIONS.filter((one) => one !== 'rotate'))
      for (const { actions } of policyOf(stack, name).filter((one) =>
        one.actions.includes('dynamodb:GetItem'),
      ))
        expect(actions).toContain('dynamodb:BatchGetItem');
  });

  test('no function may read a whole table', () => {
    expect(JSON.stringify(FUNCTIONS.map((name) => policyOf(stack, name)))).not.toContain('dynamodb:Scan');
  });
});
