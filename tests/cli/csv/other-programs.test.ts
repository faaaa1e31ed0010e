import { describe, expect, test } from 'vitest';
import { readImport } from '../../../lib/cli/csv/import-file.ts';
import type { DateOrder } from '../../../lib/domain/countries.ts';
import { at } from '../../builders.ts';
import { COURSE } from '../../course.ts';

/** Lists as other programs write them: read, or refused with what to do about it (faults 19 to 21). */

const NOW = at('2026-11-23 10:00');

async function read(content: string | Buffer, order: DateOrder = null) {
  const file = await readImport(chunks(Buffer.from(content)), {
    now: NOW,
    order,
    course: COURSE,
  });
  const lines = await Array.fromAsync(file.lines);
  return { ignored: file.ignored, lines };
}

/** Small pieces, as a slow disk would give them. */
async function* chunks(content: Buffer): AsyncGenerator<Buffer> {
  for (let from = 0; from < content.length; from += 7) yield content.subarray(from, from + 7);
}

async function answersOf(content: string, order: DateOrder = null) {
  const { lines } = await read(content, order);
  return lines.map((line) => (line.kind === 'ok' ? line.row.answers : `${line.line} ${line.why}`));
}

describe('Excel', () => {
  test('in German: semicolons, a first line sep=, dates with dots, empty cells behind the last column', async () => {
    const rows = [
      'sep=;',
      'E-Mail;Vorname;birthDate;Land;;',
      'zoe@example.com;Zoë;05.03.2026;;;',
      ';;;;;',
      ';;;;;;;;',
    ];
    expect(await answersOf(`\uFEFF${rows.join('\r\n')}\r\n`)).toMatchObject([
      { address: 'zoe@example.com', firstName: 'Zoë', birthDate: '2026-03-05', country: 'other' },
    ]);
  });

  test('a line keeps its number behind the line sep=, whatever ends the lines', async () => {
    for (const end of ['\r\n', '\n', '\r']) {
      const rows = ['sep=;', 'email;noDate', 'ann@example.com;yes', 'nobody;yes', '"ann;yes', ''];
      const { lines } = await read(rows.join(end));
      expect(lines.map(({ kind, line }) => [kind, line])).toEqual([
        ['ok', 3],
        ['rejected', 4],
        ['rejected', 5],
      ]);
    }
  });

  test('in French: semicolons, and dates that need the word of the operator', async () => {
    const content = 'courriel;prénom;birthDate;pays\r\nanne@example.com;Anne;05/03/2026;\r\n';
    expect(await answersOf(content)).toEqual([
      expect.stringMatching(/^2 birthDate: may mean 5 March 2026 or 3 May 2026; .*--dates/),
    ]);
    expect(await answersOf(content, 'day-first')).toMatchObject([
      { firstName: 'Anne', birthDate: '2026-03-05' },
    ]);
  });

  test('in English, with dates as the United States write them', async () => {
    const content = 'Email,First Name,birthDate,Country\r\nann@example.com,Ann,3/5/2026,United States\r\n';
    expect(await answersOf(content, 'month-first')).toMatchObject([
      { birthDate: '2026-03-05', country: 'US' },
    ]);
    expect(await answersOf('email,birthDate\nann@example.com,25/3/2026\n')).toMatchObject([
      { birthDate: '2026-03-25' },
    ]);
  });

  test.each([
    ['a workbook', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00])],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])],
    ['Unicode text', Buffer.from('\uFEFFemail\tnoDate\n', 'utf16le')],
    ['a CSV in windows-1252', Buffer.from('email,firstName,noDate\nzoe@example.com,Zo\xEB,yes\n', 'latin1')],
  ])('%s is refused with what to save it as', async (_name, content) => {
    await expect(read(content)).rejects.toThrow('CSV UTF-8');
  });
});

describe('spreadsheets', () => {
  test('Numbers writes the name of its table first: the mend says to delete it', async () => {
    await expect(read('Table 1\nemail;noDate\nann@example.com;yes\n')).rejects.toThrow(
      'delete what stands above',
    );
  });

  test('Google Sheets: commas, TRUE and FALSE, days as words', async () => {
    const content =
      'Email,No date,Baby mentions,Send day,Send hour\nann@example.com,TRUE,FALSE,Tuesday,18:00\n';
    expect(await answersOf(content)).toMatchObject([
      { birthDate: null, babyMentions: false, sendDay: 2, sendHour: 18 },
    ]);
  });

  test('LibreOffice: every cell in quotes, tabs, a last line without an end', async () => {
    expect(await answersOf('"email"\t"birthDate"\n"ann@example.com"\t"2026-03-05"')).toMatchObject([
      { birthDate: '2026-03-05' },
    ]);
  });
});

const MAILCHIMP =
  '"Email Address","First Name","Last Name",Birthday,EMAIL_TYPE,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,' +
  'LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS';

/** The longer of its two, as exported. */
const SUBSTACK =
  'Email,Name,Subscription type,Activity,Subscription date,Revenue,Subscriber country,Email last opened at,' +
  'Expires at,First payment at,Paid upgrade date,Cancel date,Receiving emails for,Is Bestseller';

// Sources: docs/rules/data.md#lists-of-other-senders
describe('lists of other senders', () => {
  test.each([
    ['Mailchimp', MAILCHIMP],
    ['Kit', 'First Name,Email Address,State,Created At,Tags'],
    ['Kit, in the words of its interface', 'id,first_name,email_address,state,created_at,tags'],
    ['MailerLite', 'Subscriber,Sent,Opens,Clicks,Subscribed,Location,Name,Last name'],
    ['Substack', SUBSTACK],
    [
      'Substack, the shorter one',
      'email,active_subscription,expiry,plan,email_disabled,created_at,first_payment_at',
    ],
  ])('%s says nothing of a birth: refused, with the column that is missing', async (_name, header) => {
    await expect(read(`${header}\n`)).rejects.toThrow('neither birthDate nor noDate');
  });

  test("Mailchimp with the day added is read, and a mother's own birthday is not taken for it", async () => {
    const header = MAILCHIMP.replace('"Last Name"', 'Baby birth date');
    const row = `ann@example.com,Ann,2026-03-05,04/12,html,2,"2026-01-02 10:00:00",192.0.2.1,,,,,,,Europe/London,GB,,,1,2,,`;
    const { ignored, lines } = await read(`${header}\n${row}\n`);
    expect(ignored).toContain('Birthday');
    expect(lines).toMatchObject([
      {
        kind: 'ok',
        row: { answers: { birthDate: '2026-03-05', firstName: 'Ann', timeZone: 'Europe/London' } },
      },
    ]);
  });

  test.each([
    ['Mailchimp, unsubscribed', 'Email Address,noDate,UNSUB_TIME', 'ann@example.com,yes,2026-01-02 10:00:00'],
    ['Mailchimp, cleaned', 'Email Address,noDate,CLEAN_TIME', 'ann@example.com,yes,2026-01-02 10:00:00'],
    ['Kit, cancelled', 'email_address,noDate,state', 'ann@example.com,yes,cancelled'],
    ['Kit, bounced', 'email_address,noDate,state', 'ann@example.com,yes,bounced'],
    ['Kit, never confirmed', 'email_address,noDate,state', 'ann@example.com,yes,inactive'],
    [
      'Kit, cancelled, by the time',
      'email_address,noDate,canceled_at',
      'ann@example.com,yes,2026-01-02T10:00:00Z',
    ],
    ['Kit, complained', 'Email Address,noDate,State', 'ann@example.com,yes,Complained'],
    ['MailerLite, unsubscribed', 'Subscriber,noDate,Status', 'ann@example.com,yes,Unsubscribed'],
    ['MailerLite, never confirmed', 'Subscriber,noDate,Status', 'ann@example.com,yes,unconfirmed'],
    ['MailerLite, bounced', 'Email,noDate,Status', 'ann@example.com,yes,Bounced'],
    ['MailerLite, junk', 'Email,noDate,Status', 'ann@example.com,yes,Junk'],
    ['MailerLite, by the time', 'Email,noDate,unsubscribed_at', 'ann@example.com,yes,2026-01-02 10:00:00'],
    ['Substack, emails disabled', 'email,noDate,email_disabled', 'ann@example.com,yes,true'],
    ['ours, stopped', 'email,noDate,state', 'ann@example.com,yes,stopped'],
    ['ours, left', 'email,noDate,state', 'ann@example.com,yes,left'],
    ['two columns, one of which says so', 'email,noDate,state,status', 'ann@example.com,yes,active,left'],
  ])('%s: she is not mailed', async (_name, header, row) => {
    const [line] = (await read(`${header}\n${row}\n`)).lines;
    expect(line).toMatchObject({ kind: 'rejected', why: expect.stringContaining('is not mailed') });
  });

  test.each([
    ['email_address,noDate,state', 'ann@example.com,yes,active'],
    ['First Name,Email Address,State,Created At,Tags,noDate', 'Ann,ann@example.com,active,2026-01-02,a,yes'],
    ['Email,noDate,Cancel date', 'ann@example.com,yes,2026-01-02'],
    ['email,noDate,email_disabled', 'ann@example.com,yes,false'],
    ['email,noDate,UNSUB_TIME', 'ann@example.com,yes,'],
    ['email,noDate,State', 'ann@example.com,yes,California'],
    ['email,noDate,state', 'ann@example.com,yes,paused'],
  ])('%s, %s: she may be', async (header, row) => {
    expect((await read(`${header}\n${row}\n`)).lines).toMatchObject([{ kind: 'ok' }]);
  });
});

test('cells behind the last column are told only where something stands in them', async () => {
  const { lines } = await read('email,noDate\nann@example.com,yes,,,\nbee@example.com,yes,,extra\n');
  expect(lines).toMatchObject([
    { kind: 'ok', line: 2 },
    { kind: 'rejected', line: 3, why: '4 fields, and the header names 2' },
  ]);
});
