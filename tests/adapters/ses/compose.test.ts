import { generateKeyPairSync, verify } from 'node:crypto';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { describe, expect, test } from 'vitest';
import { compose, parseMailbox } from '../../../lib/adapters/ses/compose.ts';
import type { Mail } from '../../../lib/ports/mailer.ts';
import { aConfirmation, aLesson, SENDER } from '../../mail-builder.ts';

const NOW = Date.parse('2026-11-23T09:00:00Z');

async function rawOf(mail: Mail): Promise<string> {
  return (await compose(mail, SENDER, NOW)).toString('latin1');
}

/** Header fields in order, unfolded: `[name, value]`. */
function headersOf(raw: string): [string, string][] {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  return head
    .split('\r\n')
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]);
}

function header(raw: string, name: string): string[] {
  return headersOf(raw)
    .filter(([key]) => key.toLowerCase() === name.toLowerCase())
    .map(([, value]) => value);
}

describe('a lesson', () => {
  test('carries one List-Unsubscribe and one List-Unsubscribe-Post, as RFC 8058 has them', async () => {
    const raw = await rawOf(aLesson());
    expect(header(raw, 'List-Unsubscribe')).toEqual([`<${aLesson().unsubscribeUrl}>`]);
    expect(header(raw, 'List-Unsubscribe-Post')).toEqual(['List-Unsubscribe=One-Click']);
  });

  test('says that it is automatic bulk mail of this list, and nothing of who gets it', async () => {
    const raw = await rawOf(aLesson());
    expect(header(raw, 'List-Id')).toEqual(['Strong Weeks lessons <lessons.strongweeks.example>']);
    expect(header(raw, 'Feedback-ID')).toEqual(['lesson:strongweeks']);
    expect(header(raw, 'Auto-Submitted')).toEqual(['auto-generated']);
    expect(header(raw, 'Precedence')).toEqual(['bulk']);
  });

  test('comes from one name and address, goes to one address, and is answered to the coach', async () => {
    const raw = await rawOf(aLesson());
    expect(header(raw, 'From')).toEqual(['Strong Weeks <hello@strongweeks.example>']);
    expect(header(raw, 'To')).toEqual(['maya@example.com']);
    expect(header(raw, 'Reply-To')).toEqual(['coach@strongweeks.example']);
  });

  test('says what it is, and where its list has no words, names the list alone', async () => {
    const sender = { ...SENDER, listId: 'lessons.example', replyTo: 'Ana Coach <ana@example.com>' };
    const raw = (await compose(aLesson(), sender, NOW)).toString('latin1');
    expect(header(raw, 'MIME-Version')).toEqual(['1.0']);
    expect(header(raw, 'List-Id')).toEqual(['<lessons.example>']);
    expect(header(raw, 'Reply-To')).toEqual(['Ana Coach <ana@example.com>']);
  });

  test.each(['a b@example.com', 'maya@exam ple.com', 'zoë@example.com', '<maya@example.com>', 'maya', ' '])(
    'is not written to %j',
    async (to) => {
      await expect(compose(aLesson({ to }), SENDER, NOW)).rejects.toThrow('not one of ASCII');
    },
  );

  test('has a Message-ID under our domain and the date of the clock', async () => {
    const raw = await rawOf(aLesson());
    expect(header(raw, 'Message-ID')).toEqual(['<att-1@strongweeks.example>']);
    expect(header(raw, 'Date')).toEqual(['Mon, 23 Nov 2026 09:00:00 +0000']);
  });

  test('has its text part before its HTML part, both whole', async () => {
    const mail = aLesson({
      text: 'Zoë’s week – 💪\nhttps://strongweeks.example/u/t\n',
      html: '<p>Zoë’s week – 💪</p>',
    });
    const raw = await rawOf(mail);
    expect(raw.indexOf('text/plain')).toBeLessThan(raw.indexOf('text/html'));
    const parsed = await simpleParser(raw);
    expect(parsed.text?.trim()).toBe(mail.text.trim());
    expect(parsed.html).toBe(mail.html);
  });

  test('is CRLF throughout, in lines of at most 998 characters, ASCII on the wire', async () => {
    const raw = await rawOf(
      aLesson({ html: `<p>${'Zoë '.repeat(5_000)}</p>`, text: `${'x'.repeat(5_000)}\na\r\nb\rc` }),
    );
    expect(raw).not.toMatch(/[^\r]\n|\r(?!\n)/);
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
    expect(raw).toMatch(/^[\r\n\t\x20-\x7e]*$/);
  });

  test('has each single header once', async () => {
    const names = headersOf(await rawOf(aLesson())).map(([name]) => name.toLowerCase());
    expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
  });

  test('that would break a header by its unsubscribe address is a fault of ours', async () => {
    const mail = aLesson({ unsubscribeUrl: 'https://a.example/\r\nBcc: x@y.example' });
    await expect(compose(mail, SENDER, NOW)).rejects.toThrow('one line of ASCII');
  });
});

test('a confirmation is no part of the list', async () => {
  const raw = await rawOf(aConfirmation());
  expect(headersOf(raw).filter(([name]) => /^(list-|precedence)/i.test(name))).toEqual([]);
  expect(header(raw, 'Feedback-ID')).toEqual(['confirmation:strongweeks']);
  expect(header(raw, 'Auto-Submitted')).toEqual(['auto-generated']);
  expect(header(raw, 'Message-ID')[0]).toMatch(/^<[\w-]+@strongweeks\.example>$/);
});

test('whatever a subject holds, it arrives as written, on one line, and adds no header', async () => {
  const expected = headersOf(await rawOf(aLesson())).map(([name]) => name);
  const nasty = fc.constantFrom(
    "O'Brien",
    'Zoë',
    '💪🏽',
    '\r\nBcc: x@y.example',
    '\n\n<p>',
    '=?utf-8?q?x?=',
    '"',
    '\u2028',
  );
  const subject = fc.array(fc.oneof(nasty, fc.string({ unit: 'grapheme', maxLength: 30 })), {
    minLength: 1,
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(subject, async (parts) => {
      const raw = await rawOf(aLesson({ subject: `Session 12: ${parts.join(' ')}` }));
      expect(headersOf(raw).map(([name]) => name)).toEqual(expected);
      expect(header(raw, 'From')).toEqual(['Strong Weeks <hello@strongweeks.example>']);
    }),
    { numRuns: 200, seed: 7 },
  );
});

test.each(["O'Brien & Zoë", 'Week 40 💪🏽 – hold a weight', 'a "quoted" word, and a comma'])(
  'the subject %s arrives as written',
  async (subject) => {
    expect((await simpleParser(await rawOf(aLesson({ subject })))).subject).toBe(subject);
  },
);

test('a sender is written as a name and an address', () => {
  expect(parseMailbox('"Strong Weeks" <hello@strongweeks.example>')).toEqual({
    name: 'Strong Weeks',
    address: 'hello@strongweeks.example',
  });
  expect(() => parseMailbox('hello@strongweeks.example')).toThrow('Name <address>');
});

test('a DKIM signature covers both List-Unsubscribe headers, and verifies', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const raw = await compose(aLesson(), SENDER, NOW);
  const transport = createTransport({
    streamTransport: true,
    buffer: true,
    dkim: {
      domainName: 'strongweeks.example',
      keySelector: 's1',
      headerFieldNames:
        'from:reply-to:to:subject:date:message-id:list-unsubscribe:list-unsubscribe-post:content-type',
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    },
  });
  const envelope = { from: SENDER.address, to: aLesson().to };
  const { message } = await transport.sendMail({ envelope, raw });
  const signed = Buffer.isBuffer(message) ? message.toString('latin1') : '';

  const [field = ''] = /^DKIM-Signature:(?:.*\r\n)(?:[ \t].*\r\n)*/i.exec(signed) ?? [];
  const tags = new Map(
    field
      .replace(/^[^:]*:/, '')
      .replace(/\s+/g, '')
      .split(';')
      .map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)]),
  );
  const covered = (tags.get('h') ?? '').toLowerCase().split(':');
  expect(covered).toEqual(expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post']));

  const rest = signed.slice(field.length);
  const fields = new Map(headersOf(rest).map(([name, value]) => [name.toLowerCase(), value]));
  const canonical = covered
    .filter((name) => fields.has(name))
    .map((name) => `${name}:${(fields.get(name) ?? '').replace(/\s+/g, ' ').trim()}\r\n`)
    .join('');
  const own = `dkim-signature:${field
    .replace(/^[^:]*:/, '')
    .replace(/\r\n/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\bb=[^;]*$/, 'b=')}`;
  const signature = Buffer.from(tags.get('b') ?? '', 'base64');
  expect(verify('sha256', Buffer.from(canonical + own), publicKey, signature)).toBe(true);
});
