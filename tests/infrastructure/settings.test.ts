import { describe, expect, test } from 'vitest';
import { parseDeployments, parseSettings } from '../../lib/infrastructure/settings.ts';
import { someSettings } from './synthesised.ts';

describe("a deployment's settings", () => {
  test.each([
    ['region', { region: 'Ireland' }, 'region must be an AWS region'],
    ['sendingDomain', { sendingDomain: 'Weeks Org' }, 'sendingDomain must be a domain'],
    ['replyTo', { replyTo: 'nobody' }, 'replyTo Invalid email address'],
    ['sendRatePerSecond', { sendRatePerSecond: 0 }, 'sendRatePerSecond Too small'],
    ['account', { account: '12' }, 'account must be 12 digits'],
    [
      'from.address',
      { from: { name: 'Strong Weeks', address: 'a@other.org' } },
      'from.address must be at weeks.example.org, the domain that signs the mail',
    ],
    ['reviewedOn', { reviewedBy: 'Dr A. Example' }, 'reviewedOn reviewedBy and reviewedOn go together'],
    [
      'webDomain.certificateArn',
      { webDomain: { name: 'weeks.example.org', certificateArn: 'arn:aws:acm:us-east-1:1:certificate/a' } },
      'webDomain.certificateArn must be a certificate in eu-west-2',
    ],
  ])('that are wrong name the file and the field: %s', (_field, wrong, message) => {
    expect(() => parseSettings(someSettings(wrong))).toThrow(`bin/settings/live.ts: ${message}`);
  });

  test('take no field that nobody reads', () => {
    const written = { ...someSettings(), sendRate: 3 };
    expect(() => parseSettings(written)).toThrow(/sendRate/);
  });

  test('may leave out what has a default', () => {
    expect(parseSettings(someSettings())).toMatchObject({
      signUpsPerHourPerNetwork: 60,
      operatorAddresses: [],
    });
  });
});

describe('two deployments', () => {
  test('stand beside each other under two sending domains', () => {
    const both = [
      someSettings(),
      someSettings({
        deployment: 'test',
        sendingDomain: 'test.example.org',
        from: { name: 'Test', address: 'a@test.example.org' },
      }),
    ];
    expect(parseDeployments(both).map(({ deployment }) => deployment)).toEqual(['live', 'test']);
  });

  test('are refused when they would share the identity that SES keeps for a domain', () => {
    const both = [someSettings(), someSettings({ deployment: 'test' })];
    expect(() => parseDeployments(both)).toThrow(
      /bin\/settings\/test\.ts: weeks\.example\.org .* is already taken by live/,
    );
  });

  test('are refused when they have one name', () => {
    expect(() => parseDeployments([someSettings(), someSettings()])).toThrow(/the deployment name live/);
  });
});
