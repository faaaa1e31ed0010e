import { SESServiceException } from '@aws-sdk/client-ses';
import { describe, expect, test } from 'vitest';
import { outcomeOfError } from '../../../lib/adapters/ses/outcome-of-error.ts';

function answered(name: string, message = 'said so', httpStatusCode = 400) {
  return new SESServiceException({ name, message, $fault: 'client', $metadata: { httpStatusCode } });
}

function system(code: string, syscall: string, more: object = {}) {
  return Object.assign(new Error(`${syscall} ${code}`), { code, syscall, ...more });
}

describe('what SES answers', () => {
  const cases: [string, string, string][] = [
    ['Throttling', 'Maximum sending rate exceeded.', 'throttled'],
    ['Throttling', 'Daily message quota exceeded.', 'quota'],
    ['ThrottlingException', 'Maximum sending rate exceeded.', 'throttled'],
    ['ThrottlingException', 'Daily message quota exceeded', 'quota'],
    ['Throttling', 'Rate exceeded', 'throttled'],
    ['RequestLimitExceeded', '', 'throttled'],
    ['TooManyRequestsException', '', 'throttled'],
    ['LimitExceededException', '', 'throttled'],
    ['MessageRejected', 'Email address is not verified. failed the check: x@y.example', 'account'],
    ['MessageRejected', 'Domain is not verified', 'account'],
    ['MessageRejected', 'Sending suspended for this account.', 'account'],
    ['MessageRejected', 'Sending paused for this account.', 'account'],
    ['MessageRejected', 'Address blacklisted.', 'message'],
    ['MessageRejected', 'Transaction failed: Expected disposition', 'message'],
    ['InvalidParameterValue', "Missing final '@domain'", 'message'],
    ['ValidationError', '1 validation error detected', 'message'],
    ['MailFromDomainNotVerified', '', 'account'],
    ['MailFromDomainNotVerifiedException', '', 'account'],
    ['ConfigurationSetDoesNotExist', '', 'account'],
    ['ConfigurationSetDoesNotExistException', '', 'account'],
    ['ConfigurationSetSendingPaused', '', 'account'],
    ['ConfigurationSetSendingPausedException', '', 'account'],
    ['AccountSendingPaused', '', 'account'],
    ['AccountSendingPausedException', '', 'account'],
    ['AccessDenied', '', 'account'],
    ['AccessDeniedException', '', 'account'],
    ['OptInRequired', '', 'account'],
    ['InvalidClientTokenId', '', 'account'],
    ['UnrecognizedClientException', '', 'account'],
    ['SignatureDoesNotMatch', '', 'account'],
    ['IncompleteSignature', '', 'account'],
    ['MissingAuthenticationToken', '', 'account'],
    ['ExpiredToken', '', 'account'],
    ['RequestExpired', '', 'account'],
    ['InvalidAction', '', 'account'],
  ];
  test.each(cases)('%s "%s" is refused: %s', (name, message, why) => {
    expect(outcomeOfError(answered(name, message))).toMatchObject({ kind: 'refused', why });
  });

  test.each([
    ['InternalFailure', 500],
    ['ServiceUnavailable', 503],
    ['Throttling', 503],
    ['MessageRejected', 500],
    ['SyntaxError', 200],
    ['SomethingNew', 400],
    ['toString', 400],
    ['RequestTimeout', 408],
  ])('%s with status %i leaves the outcome unknown', (name, status) => {
    expect(outcomeOfError(answered(name, '', status))).toMatchObject({ kind: 'unknown' });
  });

  test('what SES says of an address is not repeated', () => {
    const outcome = outcomeOfError(
      answered('MessageRejected', 'Email address is not verified: maya@example.com'),
    );
    expect(outcome).toEqual({ kind: 'refused', why: 'account', error: 'MessageRejected: not verified' });
  });
});

describe('what the network answers', () => {
  const timedOut = Object.assign(
    new Error(
      '@smithy/node-http-handler - the request socket did not establish a connection with the server within the configured timeout of 1500 ms.',
    ),
    { name: 'TimeoutError' },
  );
  const noTls = Object.assign(
    new Error('Client network socket disconnected before secure TLS connection was established'),
    { name: 'TimeoutError', code: 'ECONNRESET' },
  );
  const bothFamilies = Object.assign(
    new AggregateError([system('ECONNREFUSED', 'connect'), system('ETIMEDOUT', 'connect')]),
    { code: 'ECONNREFUSED' },
  );
  test.each<[string, unknown]>([
    ['the name is not found', system('ENOTFOUND', 'getaddrinfo')],
    ['the name server does not answer', system('EAI_AGAIN', 'getaddrinfo')],
    ['the connection is refused', system('ECONNREFUSED', 'connect')],
    ['the connection times out', system('ETIMEDOUT', 'connect', { name: 'TimeoutError' })],
    ['the network cannot be reached', system('ENETUNREACH', 'connect')],
    ['no address family connects', bothFamilies],
    ['the SDK waited too long for a connection', timedOut],
    ['TLS did not come to be', noTls],
    [
      'the certificate is another host’s',
      Object.assign(new Error(), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }),
    ],
  ])('%s: certainly not sent', (_, error) => {
    expect(outcomeOfError(error)).toMatchObject({ kind: 'refused', why: 'unreachable' });
  });

  const oneFamily = Object.assign(
    new AggregateError([system('ECONNREFUSED', 'connect'), system('ECONNRESET', 'read')]),
  );
  test.each<[string, unknown]>([
    ['the call was ended at sendBy', Object.assign(new Error('Request aborted'), { name: 'AbortError' })],
    ['the connection was reset', system('ECONNRESET', 'read', { name: 'TimeoutError' })],
    ['the other side hung up', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
    ['writing broke off', system('EPIPE', 'write', { name: 'TimeoutError' })],
    ['the host vanished while it was read from', system('EHOSTUNREACH', 'read')],
    ['one of two errors came after connecting', oneFamily],
    ['an error without a name', {}],
    ['something that is no error', 'lost'],
    ['nothing', undefined],
  ])('%s: unknown', (_, error) => {
    expect(outcomeOfError(error)).toMatchObject({ kind: 'unknown' });
  });

  test('credentials that cannot be had stop the account, as nothing was sent', () => {
    const error = Object.assign(new Error('Could not load credentials'), {
      name: 'CredentialsProviderError',
    });
    expect(outcomeOfError(error)).toMatchObject({ kind: 'refused', why: 'account' });
  });
});
