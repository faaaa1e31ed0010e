export const TABLES = { subscribers: 'stack-subscribers', suppressions: 'stack-suppressions' };

/** What `lib/infrastructure/course-outputs.ts` prints. */
export function outputsAt(url: string): Record<string, string> {
  return {
    FormAddress: 'https://course.example',
    SubscribersTable: TABLES.subscribers,
    SuppressionsTable: TABLES.suppressions,
    TokenKeysSecret: 'token-secret',
    AddressKeySecret: 'address-secret',
    LessonQueueUrl: `${url}/lesson`,
    LessonParkedUrl: `${url}/lesson-parked`,
    EnrolQueueUrl: `${url}/enrol`,
    EnrolParkedUrl: `${url}/enrol-parked`,
    EventQueueUrl: `${url}/event`,
    EventParkedUrl: `${url}/event-parked`,
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
