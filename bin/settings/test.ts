import type { DeploymentSettings } from '../../lib/infrastructure/settings.ts';

/** Where changes are tried first. Sends to the SES simulator and to the operator only. */
export const test: DeploymentSettings = {
  deployment: 'test',
  trial: true,
  region: 'eu-west-2',
  sendingDomain: 'test.strongweeks.example',
  from: { name: 'Strong Weeks test', address: 'hello@test.strongweeks.example' },
  replyTo: 'hello@strongweeks.example',
  postalAddress: 'Strong Weeks, 1 Example Street, London N1 1AA, United Kingdom',
  alarmAddress: 'operator@strongweeks.example',
  sendRatePerSecond: 1,
  dailyQuota: 200,
  operatorAddresses: ['operator@strongweeks.example'],
};
