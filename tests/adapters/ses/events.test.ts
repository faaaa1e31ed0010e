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

/** "Bounce types" and "Complaint object" of "Contents of event data that Amazon SES publishes to Amazon SNS". */
const HARD_BOUNCES = [
  'General',
  'NoEmail',
  'Suppressed',
  'OnAccountSuppressionList',
  'UnsubscribedRecipient',
];
const SOFT_BOUNCES = [
  ['Undetermined', 'Undetermined'],
  ...['General', 'MailboxFull', 'MessageTooLarge', 'ContentRejected', 'AttachmentRejected'].map(
    (subType) => ['Transient', subType] as const,
  ),
] as const;
const COMPLAINTS = ['abuse', 'auth-failure', 'fraud', 'other', 'virus', 'of-tomorrow', null, undefined, 7];
const complained = (complaintFeedbackType: unknown) => ({
  ...COMPLAINT,
  complaint: { ...COMPLAINT.complaint, complaintFeedbackType },
});

test('"not spam" is no complaint: it is noted and does nothing (14)', () => {
  expect(parseSesEvent(JSON.stringify(complained('not-spam')))).toEqual({ ignored: 'not-spam' });
});

test.each(['Rendering Failure', 'Subscription', 'Open', 'Click', 'EventOfTomorrow'])(
  '%s says nothing to the course',
  (eventType) => {
    expect(parseSesEvent(JSON.stringify({ eventType, mail: MAIL }))).toEqual({ ignored: eventType });
  },
);

describe('an event about a lesson is read:', () => {
  test.each<[string, object, string, string]>([
    ['Send', { eventType: 'Send', mail: MAIL, send: {} }, 'send', MAIL.timestamp],
    ['Reject', { eventType: 'Reject', mail: MAIL, reject: { reason: 'Bad' } }, 'reject', MAIL.timestamp],
    ['Delivery', DELIVERY, 'delivery', AT],
    ['DeliveryDelay', DELAY, 'delay', AT],
    ...HARD_BOUNCES.map((type): [string, object, string, string] => [
      `Bounce, Permanent, ${type}`,
      bounced('Permanent', type),
      'bounce',
      AT,
    ]),
    ...SOFT_BOUNCES.map(([type, subType]): [string, object, string, string] => [
      `Bounce, ${type}, ${subType}`,
      bounced(type, subType),
      'soft-bounce',
      AT,
    ]),
    ...COMPLAINTS.map((type): [string, object, string, string] => [
      `Complaint, ${String(type)}`,
      complained(type),
      'complaint',
      AT,
    ]),
  ])('%s', (_, event, kind, at) => {
    expect(parseSesEvent(JSON.stringify(event))).toEqual({
      kind: 'lesson',
      subscriber: 'AAAAAAAAAAAAAAAAAAAAAA',
      lesson: { run: 'mi2x0', number: 12, dueOn: '2026-11-23' },
      event: { kind, at: Date.parse(at), attempt: 'att-1', messageId: MAIL.messageId },
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

test('an event of a lesson says the session that went, and its level, where the mail’s tags do', () => {
  const tags = { ...MAIL.tags, session: ['E4'], level: ['2'] };
  expect(parseSesEvent(JSON.stringify({ ...DELIVERY, mail: { ...MAIL, tags } }))).toMatchObject({
    lesson: { run: 'mi2x0', number: 12, sent: { session: 'E4', level: 2 } },
  });
  const odd = { ...tags, level: ['many'] };
  expect(parseSesEvent(JSON.stringify({ ...DELIVERY, mail: { ...MAIL, tags: odd } }))).toMatchObject({
    lesson: { sent: { session: 'E4', level: null } },
  });
});

test('an event about a mail without our tags is ignored', () => {
  expect(parseSesEvent(JSON.stringify({ ...DELIVERY, mail: { ...MAIL, tags: {} } }))).toEqual({
    ignored: 'untagged',
  });
});

describe('an odd event stops nothing:', () => {
  const TAGS = MAIL.tags;
  const noPart = { eventType: 'Complaint', mail: MAIL };

  test.each<[string, object, string]>([
    ['a complaint without its own part', noPart, 'complaint'],
    ['one with nothing in that part', { ...noPart, complaint: null }, 'complaint'],
    ['one without a time', { ...noPart, complaint: {} }, 'complaint'],
    [
      'a bounce for good without a time',
      { ...noPart, eventType: 'Bounce', bounce: { bounceType: 'Permanent' } },
      'bounce',
    ],
    ['a bounce of a type in small letters', bounced('permanent', 'General'), 'bounce'],
    ['a bounce of a type of tomorrow', bounced('Deferred', 'General'), 'soft-bounce'],
    ['a bounce without its own part', { eventType: 'Bounce', mail: MAIL }, 'soft-bounce'],
    ['a delivery without its own part', { eventType: 'Delivery', mail: MAIL }, 'delivery'],
    [
      'a delay with a number for a time',
      { ...DELAY, deliveryDelay: { timestamp: 1_795_424_405_500 } },
      'delay',
    ],
    [
      'a tag of SES that is empty',
      { ...DELIVERY, mail: { ...MAIL, tags: { ...TAGS, 'ses:x': [] } } },
      'delivery',
    ],
    [
      'a tag that is no list',
      { ...DELIVERY, mail: { ...MAIL, tags: { ...TAGS, due: '2026-11-23' } } },
      'delivery',
    ],
    ['a mail without a time', { ...DELIVERY, mail: { ...MAIL, timestamp: undefined } }, 'delivery'],
  ])('%s', (_, event, kind) => {
    expect(parseSesEvent(JSON.stringify(event))).toMatchObject({
      subscriber: 'AAAAAAAAAAAAAAAAAAAAAA',
      lesson: { run: 'mi2x0', number: 12 },
      event: { kind, at: expect.any(Number) },
    });
  });

  test.each([COMPLAINT, bounced('Permanent', 'General')])(
    'whoever must not be mailed is known, though not for which lesson',
    (event) => {
      const mail = { ...MAIL, tags: { ...TAGS, lesson: ['twelve'] } };
      expect(parseSesEvent(JSON.stringify({ ...event, mail }))).toMatchObject({
        subscriber: 'AAAAAAAAAAAAAAAAAAAAAA',
        lesson: null,
      });
    },
  );

  test('"Not-Spam" is no complaint however it is written', () => {
    expect(parseSesEvent(JSON.stringify(complained('Not-Spam')))).toEqual({ ignored: 'not-spam' });
  });

  test.each([
    { Type: 'SubscriptionConfirmation', Message: 'You have chosen to subscribe', Token: 'x' },
    { Type: 'UnsubscribeConfirmation', Message: 'You have chosen to go', Token: 'x' },
    { Type: 'Notification', Message: JSON.stringify({ notificationType: 'Bounce', mail: {} }) },
    { notificationType: 'AmazonSnsSubscriptionSucceeded' },
  ])('what is not about a mail of ours is done with: $Type', (message) => {
    expect(parseSesEvent(JSON.stringify(message))).toEqual({ ignored: 'not-about-mail' });
  });

  test('tags that are none are those of a mail that is not ours', () => {
    for (const tags of [null, [], 'x'])
      expect(parseSesEvent(JSON.stringify({ ...DELIVERY, mail: { ...MAIL, tags } }))).toEqual({
        ignored: 'untagged',
      });
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
