import { once } from 'node:events';
import { createServer } from 'node:http';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../local-aws.ts';
import { portOf } from '../port-of.ts';

export const TABLES = { subscribers: 'stack-subscribers', suppressions: 'stack-suppressions' };

/** A shell that has credentials; nothing of this machine's own may be touched or needed. */
export function environmentOf(awsUrl: string, dynamodbUrl: string): Record<string, string> {
  return {
    AWS_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL: awsUrl,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodbUrl,
    DATA_DIR: '/nowhere',
  };
}

/** What `lib/infrastructure/course-outputs.ts` prints of a stack whose subscribers stand in that table. */
export function outputsAt(url: string, subscribers = TABLES.subscribers): Record<string, string> {
  return {
    FormAddress: 'https://course.example',
    SubscribersTable: subscribers,
    SuppressionsTable: TABLES.suppressions,
    TokenKeysSecret: 'token-secret',
    AddressKeySecret: 'address-secret',
    LessonQueueUrl: `${url}/lesson`,
    LessonDeadLettersUrl: `${url}/lesson-dead-letters`,
    EnrolQueueUrl: `${url}/enrol`,
    EnrolDeadLettersUrl: `${url}/enrol-dead-letters`,
    EventQueueUrl: `${url}/event`,
    EventDeadLettersUrl: `${url}/event-dead-letters`,
    MailFrom: 'Strong Weeks <hello@course.example>',
    MailReplyTo: 'hello@course.example',
    MailPostalAddress: '1 Example Street',
    MailListId: 'weekly.course.example',
    MailFeedbackSender: 'swtestweek',
    MailConfigurationSet: 'strong-weeks',
    MailRatePerSecond: '14',
  };
}

export function textOfMail(form: URLSearchParams): string {
  const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64').toString('utf8');
  return raw.replaceAll('=\r\n', '').replaceAll('=3D', '=');
}

/** A network's page in place of what was asked for. */
export async function logInPage(): Promise<AsyncDisposable & { url: string }> {
  const server = createServer((_, response) => response.end('<!DOCTYPE html><html><p>Log in<br></html>'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
