import { describe, expect, test } from 'vitest';
import {
  checkNumbers,
  checkReview,
  parseDeployments,
  parseSettings,
} from '../../lib/infrastructure/settings.ts';
import { LEFT_BEHIND, someSettings } from './synthesised.ts';

const ACCEPTED = 'I accept that no clinician has reviewed this';
const WEB_DOMAIN = {
  name: 'www.example.org',
  certificateArn: 'arn:aws:acm:eu-west-2:123456789012:certificate/a',
};

describe("a deployment's settings", () => {
  test.each([
    ['region', { region: 'Ireland' }, 'region must be an AWS region'],
    ['sendingDomain', { sendingDomain: 'Weeks Org' }, 'sendingDomain must be a domain'],
    ['replyTo', { replyTo: 'nobody' }, 'replyTo Invalid email address'],
    [
      'replies',
      { replies: { readBy: 'Ana <ana@yours.org>', withinDays: 3 } },
      'replies.readBy must be letters',
    ],
    ['replies', { replies: { readBy: 'Ana', withinDays: 30 } }, 'replies.withinDays Too big'],
    ['sendRatePerSecond', { sendRatePerSecond: 0 }, 'sendRatePerSecond Too small'],
    ['account', { account: '12' }, 'account must be 12 digits'],
    [
      'from.address',
      { from: { name: 'Strong Weeks', address: 'a@other.org' } },
      'from.address must be at weeks.example.org, the domain that signs the mail',
    ],
    ['reviewedJob', { reviewedBy: 'Dr A. Example' }, 'reviewedJob is missing'],
    ['reviewedOn', { reviewedBy: 'Dr A. Example' }, 'reviewedOn is missing'],
    ['reviewedHash', { reviewedBy: 'Dr A. Example' }, 'reviewedHash is missing'],
    ['reviewedBy', { reviewedHash: 'a1b2' }, 'reviewedBy is missing'],
    ['webDomain', { trial: false }, 'webDomain is missing: links in mails work for ever'],
    ['adopted', { adopted: { ...LEFT_BEHIND, keyArn: 'an-alias' } }, 'adopted.keyArn must be an ARN of kms'],
    [
      'formerWebDomains',
      {
        formerWebDomains: [
          { name: 'old.example.org', certificateArn: 'arn:aws:acm:us-east-1:1:certificate/a' },
        ],
      },
      'formerWebDomains.certificateArn must be a certificate in eu-west-2',
    ],
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

describe('which deployment is built', () => {
  const trial = someSettings({ deployment: 'test', sendingDomain: 'test.example.org' });

  test('is the one that is named, and what is wrong with another does not stop it', () => {
    const wrong = { ...trial, from: { name: 'Test', address: 'a@elsewhere.org' } };
    expect(parseDeployments([someSettings(), wrong], 'live').map(({ deployment }) => deployment)).toEqual([
      'live',
    ]);
    expect(() => parseDeployments([someSettings(), wrong], 'test')).toThrow(/from\.address/);
  });

  test('must be known', () => {
    expect(() => parseDeployments([someSettings(), trial], 'staging')).toThrow(
      'there is no deployment staging: bin/app.ts knows live, test',
    );
  });

  test('may not take what another has, be it chosen or not', () => {
    expect(() => parseDeployments([someSettings(), someSettings({ deployment: 'test' })], 'live')).toThrow(
      /is already taken by live/,
    );
  });
});

const REVIEW = {
  reviewedBy: 'Dr A. Example',
  reviewedJob: 'physiotherapist',
  reviewedOn: '2026-11-01',
  reviewedHash: 'a1b2',
};

describe('help numbers that nobody has rung for half a year (39)', () => {
  const LIVE = { ...REVIEW, trial: false, webDomain: WEB_DOMAIN };
  const NOT_RUNG = ['GB.yaml:4 nobody rang these in the last 6 months: 999'];

  test('are refused where mothers would get them, each with its file', () => {
    expect(() => checkNumbers(parseSettings(someSettings(LIVE)), NOT_RUNG)).toThrow(
      /live\.ts: .*\nGB\.yaml:4 .*999/,
    );
    expect(() => checkNumbers(parseSettings(someSettings(LIVE)), [])).not.toThrow();
  });

  test.each([
    ['a trial', { ...LIVE, trial: true }],
    ['a course that nobody has signed', { trial: false, webDomain: WEB_DOMAIN }],
    ['who accepts what is unreviewed', { ...LIVE, sendUnreviewed: ACCEPTED }],
  ] as const)('hinder not %s', (_, settings) => {
    expect(() => checkNumbers(parseSettings(someSettings(settings)), NOT_RUNG)).not.toThrow();
  });
});

describe('a review', () => {
  const reviewed = parseSettings(someSettings(REVIEW));

  test('of another course than the one that is built is refused, with both hashes', () => {
    expect(() => checkReview(reviewed, 'c3d4', [])).toThrow(
      /bin\/settings\/live\.ts: reviewedHash is a1b2, and the course as it is built here has c3d4/,
    );
  });

  test('stops while a part of the course is not signed as it stands, with its name', () => {
    expect(() => checkReview(reviewed, 'a1b2', ['moves 3f9c: not signed'])).toThrow(
      /live\.ts says that the course was reviewed, and signed\.yaml lacks parts.*\n {2}moves 3f9c: not signed/,
    );
  });

  test('of this course stands, and none at all is allowed: lessons then go to the operator only', () => {
    expect(() => checkReview(reviewed, 'a1b2', [])).not.toThrow();
    expect(() => checkReview(parseSettings(someSettings()), 'c3d4', ['moves'])).not.toThrow();
  });
});
