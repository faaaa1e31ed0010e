import { expect, test } from 'vitest';
import { live } from '../../bin/settings/live.ts';
import { test as trial } from '../../bin/settings/test.ts';
import { synthesise } from './synthesised.ts';

/** Properties that would give a resource a name of our choosing, which two stacks could not share. */
const NAMES = [
  'AlarmName',
  'BucketName',
  'DashboardName',
  'FunctionName',
  'LogGroupName',
  'QueueName',
  'RoleName',
  'TableName',
  'TopicName',
  'PolicyName',
];
/** A mapping and a permission name a function, and a policy is a part of its role: none makes a name. */
const NO_NAME_GIVEN = /^AWS::(Lambda::(EventSourceMapping|EventInvokeConfig|Permission)|IAM::Policy)$/;

test('no resource has a name of its own, so that two deployments stand in one account', () => {
  const { resources } = synthesise([live, trial]);
  const named = Object.entries(resources).filter(
    ([, { Type, Properties }]) => !NO_NAME_GIVEN.test(Type) && NAMES.some((name) => name in Properties),
  );
  expect(named.map(([id]) => id)).toEqual([]);
});

test('the settings that the repository ships build both deployments, and neither speaks of the other', () => {
  expect(JSON.stringify(synthesise([live, trial]).template.toJSON())).not.toContain('test.strongweeks');
  expect(JSON.stringify(synthesise([trial, live]).template.toJSON())).not.toContain('strong-weeks-live');
});
