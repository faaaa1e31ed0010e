import { describe, expect, test } from 'vitest';
import { live } from '../../bin/settings/live.ts';
import { test as trial } from '../../bin/settings/test.ts';
import { checkBeforeDeploy } from '../../lib/infrastructure/before-deploy.ts';
import { type DeploymentSettings, parseSettings } from '../../lib/infrastructure/settings.ts';
import { courseApp, LEFT_BEHIND, someSettings, synthesise } from './synthesised.ts';

/** Settings as an operator writes them: of names that somebody owns. */
const WEB_DOMAIN = {
  name: 'www.weeks.org',
  certificateArn: 'arn:aws:acm:eu-west-2:111122223333:certificate/0f0f',
};
const written = (overrides: Partial<DeploymentSettings> = {}): DeploymentSettings =>
  someSettings({
    sendingDomain: 'weeks.org',
    from: { name: 'Strong Weeks', address: 'hello@weeks.org' },
    replyTo: 'hello@weeks.org',
    postalAddress: '5 Mill Lane, Leeds LS1 1AA',
    alarmAddress: 'operator@weeks.org',
    webDomain: WEB_DOMAIN,
    ...overrides,
  });

/** Deploys `next` over what the output of a deployment of `stands` says; answers what was warned of. */
async function deployed(
  next: DeploymentSettings,
  stands: DeploymentSettings | null,
  accepted: readonly string[] = [],
): Promise<string[]> {
  const warned: string[] = [];
  await checkBeforeDeploy({
    settings: [parseSettings(next)],
    accepted,
    outputsOf: async () => (stands === null ? null : { StandsOn: standsOn(stands) }),
    warn: (line) => warned.push(line),
  });
  return warned;
}

function standsOn(settings: DeploymentSettings): string {
  return String(synthesise([settings]).outputs['StandsOn']?.Value);
}

describe('before a real account is deployed to', () => {
  test('what the repository ships is refused by field, with where the fields are explained', async () => {
    const refused = deployed(live, null);
    await expect(refused).rejects.toThrow(
      'bin/settings/live.ts: sendingDomain is strongweeks.example, an example that nobody owns: write your own',
    );
    for (const field of ['webDomain.name', 'webDomain.certificateArn', 'from.address', 'replyTo'])
      await expect(refused).rejects.toThrow(`live.ts: ${field} is `);
    for (const field of ['alarmAddress', 'operatorAddresses.0', 'postalAddress'])
      await expect(refused).rejects.toThrow(`live.ts: ${field} is `);
    await expect(refused).rejects.toThrow('docs/runbook/deploy.md, "The settings"');
    await expect(deployed(trial, null)).rejects.toThrow('test.ts: sendingDomain is ');
  });

  test('and it builds without an account all the same, to be looked at', () => {
    expect(() => courseApp([live, trial])).not.toThrow();
  });

  test('settings of names that somebody owns go, first and again', async () => {
    expect(await deployed(written(), null)).toEqual([]);
    expect(await deployed(written(), written())).toEqual([]);
  });
});

describe('a deployment over one that stands is refused when its settings would lose', () => {
  test.each<[string, Partial<DeploymentSettings>, Partial<DeploymentSettings>]>([
    ['restoredSubscribersTable', { restoredSubscribersTable: 'strong-weeks-restored-1' }, {}],
    [
      'restoredSubscribersTable',
      { restoredSubscribersTable: 'strong-weeks-restored-2' },
      { restoredSubscribersTable: 'strong-weeks-restored-1' },
    ],
    ['adopted', { adopted: LEFT_BEHIND }, {}],
    ['adopted', { adopted: LEFT_BEHIND }, { adopted: { ...LEFT_BEHIND, suppressionsTable: 'other-table' } }],
    ['deployedOn', { deployedOn: '2026-12-01' }, {}],
    ['webDomain', { formerWebDomains: [{ ...WEB_DOMAIN, name: 'old.weeks.org' }] }, {}],
    ['webDomain', {}, { webDomain: { ...WEB_DOMAIN, name: 'new.weeks.org' } }],
    [
      'reviewedHash',
      { reviewedBy: 'Dr A', reviewedJob: 'physio', reviewedOn: '2026-11-01', reviewedHash: 'a1b2' },
      {},
    ],
    [
      'sendingDomain',
      {},
      { sendingDomain: 'other.org', from: { name: 'Strong Weeks', address: 'hello@other.org' } },
    ],
  ])('%s of %j for %j', async (field, stands, next) => {
    const refused = deployed(written(next), written(stands));
    await expect(refused).rejects.toThrow(`bin/settings/live.ts: ${field} is `);
    await expect(refused).rejects.toThrow('git checkout main -- bin/settings');
    await expect(refused).rejects.toThrow(`-c accept=${field}`);
    expect(await deployed(written(next), written(stands), [field])).toEqual([]);
  });

  test('and goes when something is only added: a restored table, a day, a former name', async () => {
    const more = {
      restoredSubscribersTable: 'strong-weeks-restored-1',
      deployedOn: '2026-12-01',
      formerWebDomains: [{ ...WEB_DOMAIN, name: 'old.weeks.org' }],
    };
    expect(await deployed(written(more), written())).toEqual([]);
  });
});

test('fields that are accepted are named on the command line', () => {
  const app = courseApp([written()], { context: { accept: 'deployedOn,webDomain' } });
  expect(app.accepted()).toEqual(['deployedOn', 'webDomain']);
  expect(courseApp([written()]).accepted()).toEqual([]);
});

test('a stack that may not be asked is warned of and stops nobody', async () => {
  const warned: string[] = [];
  await checkBeforeDeploy({
    settings: [parseSettings(written())],
    accepted: [],
    outputsOf: async () => {
      throw Object.assign(new Error('no'), { name: 'AccessDenied' });
    },
    warn: (line) => warned.push(line),
  });
  expect(warned).toEqual([
    expect.stringMatching(/StrongWeeks-live could not be asked.*AccessDenied.*cdk diff/),
  ]);
});

test('a stack of a release that did not say what it stands on is no reason to stop', async () => {
  await expect(
    checkBeforeDeploy({
      settings: [parseSettings(written())],
      accepted: [],
      outputsOf: async () => ({ FormAddress: 'https://www.weeks.org' }),
      warn: () => {},
    }),
  ).resolves.toBeUndefined();
});
