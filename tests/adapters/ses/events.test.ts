import { describe, expect, test } from 'vitest';
import { parseSesEvent } from '../../../lib/adapters/ses/events.ts';

/** Events as SES publishes them to SNS, with the tags of a lesson of ours. */
const MAIL = {
  timestamp: '2026-11-23T09:00:02.012Z',
  source: 'Strong Weeks <hello@strongweeks.example>',
  sourceArn: 'arn:aws:ses:eu-west-1:123456789012:identity/strongweeks.example',
  sendingAccountId: '123456789012',
  messageId: '0102019ac0de-61b59c11-9236-11e6-8f96-7be8aexample-000000',
  destination: ['maya@example.com'],
  headersTruncated: false,
  headers: [
    { name: 'From', value: 'Strong Weeks <hello@strongweeks.example>' },
    { name: 'To', value: 'maya@example.com' },
  ],
  commonHeaders: { from: ['Strong Weeks <hello@strongweeks.example>'], subject: 'Session 12: hold a weight' },
  tags: {
    'ses:operation': ['SendRawEmail'],
    'ses:configuration-set': ['strong-weeks'],
    'ses:source-ip': ['192.0.2.0'],
    'ses:from-domain': ['strongweeks.example'],
    'ses:caller-identity': ['deliver'],
    attempt: ['att-1'],
    lesson: ['mi2x0-12'],
    due: ['2026-11-23'],
    subscriber: ['AAAAAAAAAAAAAAAAAAAAAA'],
    kind: ['lesson'],
  },
};
const AT = '2026-11-23T09:00:05.500Z';
const bounced = (bounceType: string, bounceSubType: string) => ({
  eventType: 'Bounce',
  bounce: {
    feedbackId: '0102019ac0df-bounce',
    bounceType,
    bounceSubType,
    bouncedRecipients: [
      {
        emailAddress: 'maya@example.com',
        action: 'failed',
        status: '5.1.1',
        diagnosticCode: 'smtp; 550 5.1.1',
      },
    ],
    timestamp: AT,
    reportingMTA: 'dsn; mta.example.com',
  },
  mail: MAIL,
});
const DELIVERY = {
  eventType: 'Delivery',
  mail: MAIL,
  delivery: {
    timestamp: AT,
    processingTimeMillis: 2_112,
    recipients: ['maya@example.com'],
    smtpResponse: '250 2.6.0 Message received',
    remoteMtaIp: '198.51.100.9',
    reportingMTA: 'mta.example.com',
  },
};
const COMPLAINT = {
  eventType: 'Complaint',
  complaint: {
    feedbackId: '0102019ac0e0-complaint',
    complaintSubType: null,
    complainedRecipients: [{ emailAddress: 'maya@example.com' }],
    timestamp: AT,
    userAgent: 'Mailbox feedback loop',
    complaintFeedbackType: 'abuse',
    arrivalDate: AT,
  },
  mail: MAIL,
};
const DELAY = {
  eventType: 'DeliveryDelay',
  mail: MAIL,
  deliveryDelay: {
    timestamp: AT,
    delayType: 'TransientCommunicationFailure',
    expirationTime: '2026-11-23T23:25:59.914Z',
    delayedRecipients: [
      { emailAddress: 'maya@example.com', status: '4.4.1', diagnosticCode: 'smtp; 421 4.4.1' },
    ],
  },
};

describe('an event about a lesson', () => {
  test.each<[object, string, boolean, string]>([
    [{ eventType: 'Send', mail: MAIL, send: {} }, 'send', false, MAIL.timestamp],
    [{ eventType: 'Reject', mail: MAIL, reject: { reason: 'Bad content' } }, 'reject', false, MAIL.timestamp],
    [DELIVERY, 'delivery', false, AT],
    [DELAY, 'delay', false, AT],
    [COMPLAINT, 'complaint', false, AT],
    [bounced('Permanent', 'General'), 'bounce', true, AT],
    [bounced('Transient', 'MailboxFull'), 'bounce', false, AT],
    [bounced('Undetermined', 'Undetermined'), 'bounce', false, AT],
  ])('%j is read as %s (for good: %s)', (event, kind, permanent, at) => {
    expect(parseSesEvent(JSON.stringify(event))).toEqual({
      kind: 'lesson',
      subscriber: 'AAAAAAAAAAAAAAAAAAAAAA',
      lesson: { run: 'mi2x0', number: 12, dueOn: '2026-11-23' },
      event: { kind, permanent, at: Date.parse(at), attempt: 'att-1', messageId: MAIL.messageId },
    });
  });

  test('is read in the envelope of SNS as without it', () => {
    const envelope = {
      Type: 'Notification',
      MessageId: 'd1f2',
      TopicArn: 'arn:aws:sns:eu-west-1:123456789012:ses-events',
      Subject: 'Amazon SES Email Event Notification',
      Message: JSON.stringify(DELIVERY),
      Timestamp: AT,
    };
    expect(parseSesEvent(JSON.stringify(envelope))).toEqual(parseSesEvent(JSON.stringify(DELIVERY)));
  });

  test('without its tags of place is a fault of ours', () => {
    const event = { ...DELIVERY, mail: { ...MAIL, tags: { ...MAIL.tags, lesson: ['twelve'] } } };
    expect(() => parseSesEvent(JSON.stringify(event))).toThrow('lesson');
  });
});

test('an event about another mail of ours names its subscriber and no lesson', () => {
  const tags = { kind: ['confirmation'], subscriber: ['AAAAAAAAAAAAAAAAAAAAAA'] };
  expect(parseSesEvent(JSON.stringify({ ...COMPLAINT, mail: { ...MAIL, tags } }))).toMatchObject({
    kind: 'confirmation',
    subscriber: 'AAAAAAAAAAAAAAAAAAAAAA',
    lesson: null,
    event: { kind: 'complaint', attempt: MAIL.messageId },
  });
});

test.each(['Open', 'Click', 'Rendering Failure', 'Subscription'])(
  'an event %s is ignored by its name',
  (eventType) => {
    expect(parseSesEvent(JSON.stringify({ eventType, mail: MAIL }))).toEqual({ ignored: eventType });
  },
);

test('an event about a mail without our tags is ignored', () => {
  expect(parseSesEvent(JSON.stringify({ ...DELIVERY, mail: { ...MAIL, tags: {} } }))).toEqual({
    ignored: 'untagged',
  });
});

test('the text with which SES tries the topic is ignored', () => {
  const text = 'Successfully validated SNS topic for Amazon SES event publishing.';
  expect(parseSesEvent(text)).toEqual({ ignored: 'Validation' });
  expect(parseSesEvent(JSON.stringify({ Type: 'Notification', Message: text }))).toEqual({
    ignored: 'Validation',
  });
});

test.each([
  'maya@example.com',
  '[]',
  '{"mail":"maya@example.com"}',
  '{"eventType":"Send","mail":"maya@example.com"}',
])('what is no event is thrown without repeating it: %s', (body) => {
  expect(() => parseSesEvent(body)).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining('maya') }),
  );
});
