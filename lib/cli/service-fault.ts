/** Names of errors by which AWS says that credentials are past their time. */
const EXPIRED = /^(ExpiredToken|RequestExpired)/;
/** By which it says that it does not know them. */
const UNKNOWN_KEY =
  /^(UnrecognizedClient|InvalidClientTokenId|InvalidAccessKeyId|InvalidSignature|SignatureDoes)/;
/** By which the SDK says that an answer is neither XML nor JSON: a proxy's page, or a log-in page of a network. */
const NOT_AWS = /XML parse error|Deserialization error|is not valid JSON/;
const NO_ANSWER = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'TimeoutError',
]);

/**
 * What a service answered instead of doing it, or that it did not answer, in one line that names the mend; null for
 * any other error. Looks at causes too: some clients wrap what AWS said.
 */
export function serviceFault(error: unknown): string | null {
  for (let one = error; one instanceof Error; one = one.cause) {
    const line = lineOf(one);
    if (line !== null) return line;
  }
  return null;
}

function lineOf(error: Error): string | null {
  const { name, message } = error;
  const firstLine = message.split('\n')[0]?.trim() ?? '';
  if (/Region is missing/.test(message)) return 'no AWS region: set AWS_REGION to that of the stack';
  if (name === 'CredentialsProviderError')
    return `no AWS credentials: set AWS_PROFILE, or run "aws sso login" (${firstLine})`;
  if (EXPIRED.test(name))
    return `the AWS credentials have expired (${name}): run "aws sso login", or renew them`;
  if (UNKNOWN_KEY.test(name))
    return `AWS does not know these credentials (${name}): "aws sts get-caller-identity" tells whose they are`;
  if (/^AccessDenied|^NotAuthorized/.test(name))
    return `these AWS credentials may not do this (${name}): ${firstLine}: take a role that may`;
  if (NOT_AWS.test(message))
    return 'what answered is not AWS: look at the proxy, the network, AWS_ENDPOINT_URL';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : name;
  if (NO_ANSWER.has(code)) {
    return `a service does not answer (${code}): look at the network, AWS_REGION and AWS_ENDPOINT_URL_*`;
  }
  return '$fault' in error ? `AWS refused (${name}): ${firstLine}` : null;
}
