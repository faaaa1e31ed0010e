import { randomUUID } from 'node:crypto';

/** A mail that the embedded SES accepted. */
export interface AcceptedMail {
  messageId: string;
  /** Course time. */
  at: number;
  source: string;
  destination: readonly string[];
  raw: Buffer;
  tags: Readonly<Record<string, string>>;
  configurationSet: string | null;
}

/** An SES event as SES publishes it to SNS; `mail` and the object named after the event go with it. */
export interface PublishedEvent {
  eventType: 'Send' | 'Delivery' | 'Bounce' | 'Complaint';
  mail: object;
  send?: object;
  delivery?: object;
  bounce?: object;
  complaint?: object;
}
type Fate = Omit<PublishedEvent, 'mail'>;

const SIMULATOR = /^(?<mailbox>[a-z]+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i;
const SUPPRESSED =
  'Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.';

/**
 * What SES would publish about this mail, in order: `Send`, then what its addressee makes of it. The mailbox
 * simulator's addresses, with or without a label, behave as in AWS ("Using the mailbox simulator manually").
 */
export function sesEventsFor(mail: AcceptedMail): PublishedEvent[] {
  const about = mailObject(mail);
  const timestamp = new Date(mail.at).toISOString();
  const fates: Fate[] = mail.destination.flatMap((address) => fatesOf(address, timestamp));
  return [{ eventType: 'Send' as const, send: {} }, ...fates].map((fate) => ({ ...fate, mail: about }));
}

function fatesOf(address: string, timestamp: string): Fate[] {
  switch (SIMULATOR.exec(address)?.groups?.['mailbox']?.toLowerCase()) {
    case 'bounce':
      return [bounce(address, timestamp, 'General', 'smtp; 550 5.1.1 user unknown')];
    case 'suppressionlist':
      return [bounce(address, timestamp, 'Suppressed', SUPPRESSED)];
    case 'complaint':
      return [delivery(address, timestamp), complaint(address, timestamp)];
    default:
      return [delivery(address, timestamp)];
  }
}

function delivery(address: string, timestamp: string): Fate {
  return {
    eventType: 'Delivery',
    delivery: {
      timestamp,
      processingTimeMillis: 512,
      recipients: [address],
      smtpResponse: '250 2.6.0 Message received',
      remoteMtaIp: '127.0.0.1',
      reportingMTA: 'local.smtp-out.amazonses.com',
    },
  };
}

function bounce(address: string, timestamp: string, bounceSubType: string, diagnosticCode: string): Fate {
  return {
    eventType: 'Bounce',
    bounce: {
      feedbackId: randomUUID(),
      bounceType: 'Permanent',
      bounceSubType,
      bouncedRecipients: [{ emailAddress: address, action: 'failed', status: '5.1.1', diagnosticCode }],
      timestamp,
      reportingMTA: 'dsn; local.smtp-out.amazonses.com',
    },
  };
}

function complaint(address: string, timestamp: string): Fate {
  return {
    eventType: 'Complaint',
    complaint: {
      feedbackId: randomUUID(),
      complaintSubType: null,
      complainedRecipients: [{ emailAddress: address }],
      timestamp,
      userAgent: 'Amazon SES Mailbox Simulator',
      complaintFeedbackType: 'abuse',
      arrivalDate: timestamp,
    },
  };
}

/** "Mail object" of the event's contents. A tag's value is a list; SES adds some of its own. */
function mailObject(mail: AcceptedMail): object {
  const headers = headersOf(mail.raw);
  const value = (name: string) => headers.find((header) => header.name.toLowerCase() === name)?.value;
  const tags = Object.entries(mail.tags).map(([name, text]) => [name, [text]]);
  return {
    timestamp: new Date(mail.at).toISOString(),
    source: mail.source,
    sourceArn: `arn:aws:ses:local:000000000000:identity/${domainOf(mail.source)}`,
    sendingAccountId: '000000000000',
    messageId: mail.messageId,
    destination: mail.destination,
    headersTruncated: false,
    headers,
    commonHeaders: {
      from: [value('from')],
      to: [value('to')],
      date: value('date'),
      subject: value('subject'),
      messageId: mail.messageId,
    },
    tags: {
      ...Object.fromEntries(tags),
      'ses:operation': ['SendRawEmail'],
      ...(mail.configurationSet === null ? {} : { 'ses:configuration-set': [mail.configurationSet] }),
      'ses:source-ip': ['127.0.0.1'],
      'ses:from-domain': [domainOf(mail.source)],
      'ses:caller-identity': ['local'],
    },
  };
}

function headersOf(raw: Buffer): { name: string; value: string }[] {
  const text = raw.toString('utf8');
  const end = text.indexOf('\r\n\r\n');
  const unfolded = text.slice(0, end === -1 ? text.length : end).replace(/\r\n(?=[ \t])/g, '');
  return unfolded.split('\r\n').map((line) => {
    const colon = line.indexOf(':');
    return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
  });
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).replace(/>$/, '');
}
