import { brand } from '../../lambdas/wiring/brand.ts';
import type { DeploymentSettings } from '../../lib/infrastructure/settings.ts';

/** Where changes are tried first. Sends to the SES simulator and to the operator only. */
export const test: DeploymentSettings = {
  deployment: 'test',
  trial: true,
  region: 'eu-west-2',
  sendingDomain: 'test.strongweeks.example',
  from: { name: `${brand.name} test`, address: 'hello@test.strongweeks.example' },
  replyTo: 'hello@strongweeks.example',
  postalAddress: `${brand.name}, ${brand.address}`,
  alarmAddress: 'operator@strongweeks.example',
  sendRatePerSecond: 1,
  dailyQuota: 200,
  operatorAddresses: ['operator@strongweeks.example'],
};
