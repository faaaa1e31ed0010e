import { brand } from '../../lambdas/wiring/brand.ts';
import type { DeploymentSettings } from '../../lib/infrastructure/settings.ts';

/**
 * What mothers use. Until the review (or `sendUnreviewed`) stands here, lessons go to the
 * SES simulator and to `operatorAddresses` only.
 */
export const live: DeploymentSettings = {
  deployment: 'live',
  region: 'eu-west-2',
  sendingDomain: 'strongweeks.example',
  webDomain: {
    name: 'www.strongweeks.example',
    certificateArn: 'arn:aws:acm:eu-west-2:123456789012:certificate/00000000-0000-0000-0000-000000000000',
  },
  from: { name: brand.name, address: 'hello@strongweeks.example' },
  replyTo: 'hello@strongweeks.example',
  postalAddress: `${brand.name}, ${brand.address}`,
  alarmAddress: 'operator@strongweeks.example',
  // What SES's sandbox grants; raised when it is left (docs/runbook/deploy.md).
  sendRatePerSecond: 1,
  dailyQuota: 200,
  operatorAddresses: ['operator@strongweeks.example'],
};
