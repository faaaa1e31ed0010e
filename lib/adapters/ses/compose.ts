import { randomUUID } from 'node:crypto';
import type { Instant } from '../../domain/calendar.ts';
import type { Mail } from '../../ports/mailer.ts';
import { headerName, headerText } from './header-text.ts';
import { quotedPrintable } from './quoted-printable.ts';

/** Who the mails come from: the same on every mail, so that no part of it says anything about who gets it (Q26). */
export interface Sender {
  /** Shown name, never the recipient's and never a subject. */
  name: string;
  address: string;
  /** An address, or `Name <address>`. */
  replyTo: string;
  /** RFC 2919: `Readable name <label.domain>`, or the label alone. */
  listId: string;
  /** Last field of Feedback-ID: 5 to 15 characters (Q25). */
  feedbackSenderId: string;
}

const MAILBOX = /^\s*(?<name>[^<>\r\n]*?)\s*<(?<address>[^\s<>]+@[^\s<>]+)>\s*$/;

/** Splits `Name <address>`. Throws when there is no name or no address in angle brackets. */
export function parseMailbox(text: string): { name: string; address: string } {
  const { name, address } = MAILBOX.exec(text)?.groups ?? {};
  if (!name || !address) throw new Error('the sender is not written as "Name <address>"');
  return { name: name.replace(/^"(.*)"$/, '$1'), address };
}

/** Holds what quoted-printable never does, so that it stands in no part (RFC 2045, section 6.7). */
const BOUNDARY = '=_strong_weeks';

/**
 * The whole message as RFC 5322 text: CRLF, lines of at most 998 characters, the text part first, both parts
 * quoted-printable (base64 is a third larger and counts against a mail in spam filters).
 */
export async function compose(mail: Mail, sender: Sender, date: Instant): Promise<Buffer> {
  const lines = Object.entries(headersOf(mail, sender, date)).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(
    [
      ...lines,
      '',
      ...part('text/plain', mail.text),
      ...part('text/html', mail.html),
      `--${BOUNDARY}--`,
      '',
    ].join('\r\n'),
    'latin1',
  );
}

function headersOf(mail: Mail, sender: Sender, date: Instant): Record<string, string> {
  return {
    From: `${headerName(sender.name)} <${mailbox(sender.address)}>`,
    To: mailbox(mail.to),
    'Reply-To': replyTo(sender.replyTo),
    Subject: headerText(oneLine(mail.subject)),
    Date: new Date(date).toUTCString().replace('GMT', '+0000'),
    'Message-ID': asIs(`<${mail.tags['attempt'] ?? randomUUID()}@${domainOf(sender.address)}>`),
    ...listHeadersOf(mail, sender),
    'MIME-Version': '1.0',
    'Content-Type': `multipart/alternative; boundary="${BOUNDARY}"`,
  };
}

/** RFC 3834 and Feedback-ID on every mail; RFC 2369, 2919 and 8058 on what goes to the list. */
function listHeadersOf(mail: Mail, sender: Sender): Record<string, string> {
  const every = {
    'Auto-Submitted': 'auto-generated',
    'Feedback-ID': asIs(`${mail.kind}:${sender.feedbackSenderId}`),
  };
  if (mail.unsubscribeUrl === null) return every;
  return {
    ...every,
    Precedence: 'bulk',
    'List-Id': asIs(sender.listId.includes('<') ? sender.listId : `<${sender.listId}>`),
    'List-Unsubscribe': asIs(`<${mail.unsubscribeUrl}>`),
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

function part(type: string, content: string): string[] {
  return [
    `--${BOUNDARY}`,
    `Content-Type: ${type}; charset=utf-8`,
    'Content-Transfer-Encoding: quoted-printable',
    '',
    quotedPrintable(content),
  ];
}

/** A value that no encoder touches: a link folded or encoded is a link that mailbox providers do not find. */
function asIs(value: string): string {
  if (!/^[\x20-\x7e]{1,900}$/.test(value)) throw new Error('a header of ours is not one line of ASCII');
  return value;
}

/** An address as sign-up takes it: no quoted local part, the domain in punycode. */
function mailbox(address: string): string {
  if (!/^[^\s<>(),;:"\\[\]@]{1,64}@[A-Za-z0-9.-]{1,255}$/.test(address) || !/^[\x21-\x7e]+$/.test(address))
    throw new Error('an address that is not one of ASCII, as sign-up takes them');
  return address;
}

function replyTo(text: string): string {
  if (!text.includes('<')) return mailbox(text.trim());
  const { name, address } = parseMailbox(text);
  return `${headerName(name)} <${mailbox(address)}>`;
}

/** Line breaks and other controls in a subject would begin a header of their own. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
