import { randomUUID } from 'node:crypto';
import MimeNode from 'nodemailer/lib/mime-node';
import type { Instant } from '../../domain/calendar.ts';
import type { Mail } from '../../ports.ts';

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

/**
 * The whole message as RFC 5322 text: CRLF, lines of at most 998 characters, the text part first, both parts
 * quoted-printable (base64 is a third larger and counts against a mail in spam filters).
 */
export async function compose(mail: Mail, sender: Sender, date: Instant): Promise<Buffer> {
  const root = new MimeNode('multipart/alternative', { disableFileAccess: true, disableUrlAccess: true });
  root.setHeader({
    From: { name: sender.name, address: sender.address },
    To: { name: '', address: mail.to },
    'Reply-To': sender.replyTo,
    Subject: oneLine(mail.subject),
    Date: new Date(date),
    'Message-ID': `<${mail.tags['attempt'] ?? randomUUID()}@${domainOf(sender.address)}>`,
    ...headersOf(mail, sender),
  });
  addPart(root, 'text/plain', mail.text);
  addPart(root, 'text/html', mail.html);
  return await root.build();
}

/** RFC 3834 and Feedback-ID on every mail; RFC 2369, 2919 and 8058 on what goes to the list. */
function headersOf(mail: Mail, sender: Sender) {
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
    'List-Unsubscribe-Post': asIs('List-Unsubscribe=One-Click'),
  };
}

function addPart(root: MimeNode, type: string, content: string): void {
  root
    .createChild(`${type}; charset=utf-8`)
    .setHeader('Content-Transfer-Encoding', 'quoted-printable')
    .setContent(content.replace(/\r\n?|\n/g, '\r\n'));
}

/** A value that no encoder touches: a link folded or encoded is a link that mailbox providers do not find. */
function asIs(value: string): { prepared: true; value: string } {
  if (!/^[\x20-\x7e]{1,900}$/.test(value)) throw new Error('a header of ours is not one line of ASCII');
  return { prepared: true, value };
}

/** Line breaks and other controls in a subject would begin a header of their own. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
