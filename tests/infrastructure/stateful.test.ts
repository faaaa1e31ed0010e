import { Stack } from 'aws-cdk-lib';
import { describe, expect, test } from 'vitest';
import { FUNCTIONS } from '../../lib/infrastructure/bundling.ts';
import { courseApp, LEFT_BEHIND, ofType, someSettings, synthesise } from './synthesised.ts';
import { somePictures } from './temporary-folder.ts';

/**
 * What a new logical id would replace with an empty one: what people's data, their links or the way to read either
 * hangs on. Never change a line of this; a rename in the code that does is wrong.
 */
const STATEFUL = {
  'AWS::DynamoDB::Table': ['TablesSubscribers21E06D30', 'TablesSuppressions9DF72882'],
  'AWS::KMS::Key': ['EncryptionKey3A692D6E'],
  'AWS::SecretsManager::Secret': ['SecretsAddressKey6AA69E7E', 'SecretsTokenKeys6A9784C0'],
  'AWS::S3::Bucket': ['PicturesBucket51DEAB14'],
  'AWS::ApiGatewayV2::Api': ['SiteApi5EF728C2'],
  'AWS::ApiGatewayV2::DomainName': ['SiteDomainwwwexampleorg2E1D12AF'],
  'AWS::SES::EmailIdentity': ['SendingIdentity9C96439F'],
};

const WEB_DOMAIN = {
  name: 'www.example.org',
  certificateArn: 'arn:aws:acm:eu-west-2:123456789012:certificate/0f0f',
};

const whole = () => synthesise([someSettings({ webDomain: WEB_DOMAIN })], { pictures: somePictures() });

test('everything stateful keeps its logical id, or a deployment would replace it with an empty one', () => {
  const { resources } = whole();
  const found = Object.keys(STATEFUL).map((type) => [
    type,
    ofType(resources, type)
      .map(([id]) => id)
      .sort(),
  ]);
  expect(Object.fromEntries(found)).toEqual(STATEFUL);
});

describe('a first deployment that fails', () => {
  test('leaves nothing under a name that the second would need', () => {
    const kept = Object.entries(whole().resources).filter(
      ([, { DeletionPolicy }]) => DeletionPolicy === 'Retain',
    );
    expect(kept.map(([, { Type }]) => Type).sort()).toEqual([
      'AWS::DynamoDB::Table',
      'AWS::DynamoDB::Table',
      'AWS::KMS::Key',
      'AWS::S3::Bucket',
      'AWS::SecretsManager::Secret',
      'AWS::SecretsManager::Secret',
    ]);
    const names = kept.flatMap(([, { Properties }]) =>
      ['TableName', 'BucketName', 'Name', 'AliasName'].filter((name) => name in Properties),
    );
    expect(names).toEqual([]);
  });

  test('can be deleted by the second: nothing in it refuses, and the stack itself only does once it has stood', () => {
    const protectedOf = (settings = someSettings()) =>
      Stack.of(courseApp([settings]).node.findChild('StrongWeeks-live')).terminationProtection;
    expect(protectedOf()).toBe(false);
    expect(protectedOf(someSettings({ deployedOn: '2026-12-01' }))).toBe(true);
    for (const [, table] of ofType(whole().resources, 'AWS::DynamoDB::Table'))
      if (table.Properties['DeletionProtectionEnabled'] === true) expect(table.DeletionPolicy).toBe('Retain');
  });
});

describe('after the loss of a stack', () => {
  test('the settings take up both tables, both secrets and the key, and nothing new is made in their place', () => {
    const { resources } = synthesise([someSettings({ adopted: LEFT_BEHIND })]);
    for (const type of ['AWS::DynamoDB::Table', 'AWS::KMS::Key', 'AWS::SecretsManager::Secret'])
      expect(ofType(resources, type)).toEqual([]);
    const text = JSON.stringify(resources);
    for (const left of Object.values(LEFT_BEHIND)) expect(text).toContain(left);
  });

  test('every function finds them in its environment, may use them, and the ring is still turned', () => {
    const { resources } = synthesise([someSettings({ adopted: LEFT_BEHIND })]);
    const variables = ofType(resources, 'AWS::Lambda::Function').map(([, { Properties }]) =>
      JSON.stringify(Properties['Environment']),
    );
    // All but rotate, which has no table.
    const reading = variables.filter((text) => text.includes('"SUBSCRIBERS_TABLE":"old-subscribers"'));
    expect(reading).toHaveLength(FUNCTIONS.length - 1);
    const policies = JSON.stringify(ofType(resources, 'AWS::IAM::Policy'));
    expect(policies).toContain(':table/old-subscribers/index/due');
    expect(policies).toContain(LEFT_BEHIND.keyArn);
    const [, turn] = ofType(resources, 'AWS::SecretsManager::RotationSchedule')[0] ?? [];
    expect(turn?.Properties).toMatchObject({ SecretId: LEFT_BEHIND.tokenKeysSecretArn });
  });

  test('a table that was restored is used beside what was taken up', () => {
    const settings = someSettings({ adopted: LEFT_BEHIND, restoredSubscribersTable: 'restored-1' });
    const text = JSON.stringify(ofType(synthesise([settings]).resources, 'AWS::Lambda::Function'));
    expect(text).toContain('"SUBSCRIBERS_TABLE":"restored-1"');
    expect(text).toContain('"SUPPRESSIONS_TABLE":"old-suppressions"');
  });
});

test('a name that becomes a former one keeps its resource and goes on answering', () => {
  const NEW = { ...WEB_DOMAIN, name: 'weeks.example.com' };
  const before = ofType(
    synthesise([someSettings({ webDomain: WEB_DOMAIN })]).resources,
    'AWS::ApiGatewayV2::DomainName',
  );
  const { resources, outputs } = synthesise([
    someSettings({ webDomain: NEW, formerWebDomains: [WEB_DOMAIN] }),
  ]);
  const after = ofType(resources, 'AWS::ApiGatewayV2::DomainName');
  expect(after).toEqual(expect.arrayContaining(before));
  expect(after).toHaveLength(2);
  expect(ofType(resources, 'AWS::ApiGatewayV2::ApiMapping')).toHaveLength(2);
  expect(outputs['FormAddress']?.Value).toBe('https://weeks.example.com');
  expect(JSON.stringify(outputs['DnsSite']?.Value)).toContain('weeks.example.com CNAME');
  expect(JSON.stringify(outputs['DnsSiteFormer1']?.Value)).toContain('www.example.org CNAME');
});

test('one deployment is built unless another is named', () => {
  const trial = someSettings({
    deployment: 'test',
    sendingDomain: 'test.example.org',
    from: { name: 'Test', address: 'a@test.example.org' },
  });
  const stacks = (context: Record<string, unknown>) =>
    courseApp([someSettings(), trial], { byDefault: 'live', context })
      .node.children.map(({ node }) => node.id)
      .filter((id) => id.startsWith('StrongWeeks-'));
  expect(stacks({})).toEqual(['StrongWeeks-live']);
  expect(stacks({ deployment: 'test' })).toEqual(['StrongWeeks-test']);
});

test('a review of another course stops the synthesis', () => {
  const settings = someSettings({
    reviewedBy: 'Dr A. Example',
    reviewedJob: 'physiotherapist',
    reviewedOn: '2026-11-01',
    reviewedHash: 'a1b2',
  });
  expect(() => courseApp([settings], { courseHash: 'c3d4' })).toThrow(/c3d4/);
  const unsigned = ['moves 0123456789ab: not signed'];
  expect(() => courseApp([settings], { courseHash: 'a1b2', unsigned })).toThrow(
    /signed\.yaml lacks parts of it.*\n {2}moves 0123456789ab: not signed$/,
  );
  expect(() => courseApp([someSettings()], { courseHash: 'a1b2', unsigned })).not.toThrow();
  expect(() => courseApp([settings], { courseHash: 'a1b2', unsigned: [] })).not.toThrow();
});
