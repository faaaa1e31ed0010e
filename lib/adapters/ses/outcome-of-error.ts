import * as z from 'zod/mini';
import type { SendOutcome } from '../../ports/mailer.ts';

type Refusal = Extract<SendOutcome, { kind: 'refused' }>['why'];

/**
 * What each error of SES v1 SendRawEmail means, and each common error of AWS's query interface. Sources: the API
 * reference of SendRawEmail and its "Common Errors"; "Amazon SES email sending errors"; "Errors related to the
 * sending quotas" (a throttled message is dropped and never sent).
 */
const REFUSALS: Readonly<Record<string, Refusal>> = {
  Throttling: 'throttled',
  ThrottlingException: 'throttled',
  ThrottledException: 'throttled',
  RequestThrottled: 'throttled',
  RequestThrottledException: 'throttled',
  RequestLimitExceeded: 'throttled',
  LimitExceededException: 'throttled',
  TooManyRequestsException: 'throttled',

  MessageRejected: 'message',
  InvalidParameterValue: 'message',
  InvalidParameterValueException: 'message',
  InvalidParameterCombination: 'message',
  MissingParameter: 'message',
  ValidationError: 'message',
  ValidationException: 'message',
  RequestEntityTooLarge: 'message',

  MailFromDomainNotVerified: 'account',
  MailFromDomainNotVerifiedException: 'account',
  ConfigurationSetDoesNotExist: 'account',
  ConfigurationSetDoesNotExistException: 'account',
  ConfigurationSetSendingPaused: 'account',
  ConfigurationSetSendingPausedException: 'account',
  AccountSendingPaused: 'account',
  AccountSendingPausedException: 'account',
  AccessDenied: 'account',
  AccessDeniedException: 'account',
  NotAuthorized: 'account',
  OptInRequired: 'account',
  AuthFailure: 'account',
  InvalidClientTokenId: 'account',
  InvalidAccessKeyId: 'account',
  UnrecognizedClientException: 'account',
  SignatureDoesNotMatch: 'account',
  InvalidSignatureException: 'account',
  IncompleteSignature: 'account',
  MissingAuthenticationToken: 'account',
  MissingAuthenticationTokenException: 'account',
  ExpiredToken: 'account',
  ExpiredTokenException: 'account',
  RequestExpired: 'account',
  RequestTimeTooSkewed: 'account',
  InvalidAction: 'account',
  InvalidQueryParameter: 'account',
  MalformedQueryString: 'account',
  MissingAction: 'account',
  UnknownOperationException: 'account',
  CredentialsProviderError: 'account',
  TokenProviderError: 'account',
};

/** Messages that say something else than their error's name does. Matched before the name. */
const PHRASES: readonly { names: RegExp; phrase: RegExp; why: Refusal; label: string }[] = [
  { names: /^Thrott/, phrase: /daily message quota exceeded/i, why: 'quota', label: 'daily quota' },
  { names: /^Thrott/, phrase: /maximum sending rate exceeded/i, why: 'throttled', label: 'sending rate' },
  {
    names: /^MessageRejected$/,
    phrase: /(address|identit\w+|domain)\s+(is|are) not verified/i,
    why: 'account',
    label: 'not verified',
  },
  {
    names: /^MessageRejected$/,
    phrase: /sending (has been |is |was )?(currently )?(paused|suspended|disabled)/i,
    why: 'account',
    label: 'sending paused',
  },
];

/** TLS never came to be, so no request was written. */
const NO_TLS = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** What the SDK says of its connection timeout, and Node of a connection that ended within the TLS handshake. */
const NOT_CONNECTED = /did not establish a connection|before secure TLS connection was established/;

/** What is missing or is something else is `undefined`. */
function maybe<Schema extends z.ZodMiniType>(schema: Schema) {
  return z.catch(z.optional(schema), undefined);
}

const shape = z.object({
  name: z.catch(z.string(), 'Error'),
  message: z.catch(z.string(), ''),
  code: maybe(z.string()),
  syscall: maybe(z.string()),
  errors: maybe(z.array(z.unknown())),
  $metadata: maybe(z.object({ httpStatusCode: z.optional(z.int()) })),
  $fault: maybe(z.enum(['client', 'server'])),
});
type Thrown = z.infer<typeof shape>;

/**
 * What a failed call to SES means. `refused` only where it is certain that nothing was sent; whatever is not in the
 * table is `unknown` (Q3). The outcome's `error` is a name and never SES's own text, which repeats addresses.
 */
export function outcomeOfError(error: unknown): SendOutcome {
  const thrown = shape.safeParse(error).data;
  if (thrown === undefined) return { kind: 'unknown', error: 'not an error' };
  if (neverConnected(thrown))
    return { kind: 'refused', why: 'unreachable', error: thrown.code ?? thrown.name };

  const status = thrown.$metadata?.httpStatusCode;
  const answered = status !== undefined;
  const name = thrown.name.replace(/^com\.amazonaws[\w.]*#/, '');
  if (answered && (status < 400 || status >= 500)) return { kind: 'unknown', error: `${name} ${status}` };

  const special = PHRASES.find(({ names, phrase }) => names.test(name) && phrase.test(thrown.message));
  if (special !== undefined) return { kind: 'refused', why: special.why, error: `${name}: ${special.label}` };
  const why = Object.hasOwn(REFUSALS, name) ? REFUSALS[name] : undefined;
  if (why !== undefined) return { kind: 'refused', why, error: name };
  return {
    kind: 'unknown',
    error: [name, thrown.code, status].filter((part) => part !== undefined).join(' '),
  };
}

/** Name lookup, connection or TLS failed, so the request was never written. */
function neverConnected(thrown: Thrown): boolean {
  if (thrown.syscall === 'getaddrinfo' || thrown.syscall === 'connect') return true;
  if (thrown.code !== undefined && NO_TLS.has(thrown.code)) return true;
  if (NOT_CONNECTED.test(thrown.message)) return true;
  // Both address families were tried: certain only when neither connected.
  const parts = thrown.errors ?? [];
  return (
    parts.length > 0 &&
    parts.every((part) => {
      const one = shape.safeParse(part).data;
      return one !== undefined && neverConnected(one);
    })
  );
}
