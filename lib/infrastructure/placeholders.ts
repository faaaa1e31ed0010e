import { type Settings, WrongSettings } from './settings.ts';

/** Names that nobody can own (RFC 2606), the street of our own examples, the account and certificate of AWS's. */
const NOBODYS = /(^|[.@])((example|test|invalid|localhost)|example\.(com|net|org))$/;
const NO_STREET = /\bExample Street\b/;
const NO_CERTIFICATE = /:123456789012:|\/0{8}-0{4}-0{4}-0{4}-0{12}$/;

/**
 * Refuses what the repository ships to be overwritten. Only for a deployment: without an account everything can be
 * built and looked at as it is.
 */
export function refusePlaceholders(settings: Settings): void {
  const fields: Readonly<Record<string, string | undefined>> = {
    sendingDomain: settings.sendingDomain,
    'webDomain.name': settings.webDomain?.name,
    'webDomain.certificateArn': settings.webDomain?.certificateArn,
    'from.address': settings.from.address,
    replyTo: settings.replyTo,
    postalAddress: settings.postalAddress,
    alarmAddress: settings.alarmAddress,
    ...Object.fromEntries(settings.operatorAddresses.map((one, at) => [`operatorAddresses.${at}`, one])),
  };
  const shipped = Object.entries(fields).filter(
    ([, value = '']) => NOBODYS.test(value) || NO_STREET.test(value) || NO_CERTIFICATE.test(value),
  );
  if (shipped.length === 0) return;
  const lines = shipped.map(
    ([field, value]) =>
      `bin/settings/${settings.deployment}.ts: ${field} is ${value}, an example that nobody owns: write your own`,
  );
  throw new WrongSettings(
    [...lines, 'What each field is: docs/runbook/deploy.md, "The settings"'].join('\n'),
  );
}
