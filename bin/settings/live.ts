import type { DeploymentSettings } from '../../lib/infrastructure/settings.ts';

/**
 * What mothers use. Until `reviewedBy` and `reviewedOn` (or `sendUnreviewed`) stand here, lessons go to the
 * SES simulator and to `operatorAddresses` only.
 */
export const live: DeploymentSettings = {
  deployment: 'live',
  region: 'eu-west-2',
  sendingDomain: 'strongweeks.example',
  from: { name: 'Strong Weeks', address: 'hello@strongweeks.example' },
  replyTo: 'hello@strongweeks.example',
  postalAddress: 'Strong Weeks, 1 Example Street, London N1 1AA, United Kingdom',
  alarmAddress: 'operator@strongweeks.example',
  sendRatePerSecond: 14,
  dailyQuota: 50_000,
  operatorAddresses: ['operator@strongweeks.example'],
};
