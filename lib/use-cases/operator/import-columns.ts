import { FIELD_INPUTS } from '../../domain/joining/fields.ts';

/** Columns of an import, as `course export` writes them too (docs/rules/content.md). */
export const IMPORT_COLUMNS: readonly string[] = [
  'email',
  ...FIELD_INPUTS,
  'pausedUntil',
  'state',
  'consentAt',
  'consentText',
  'consentSource',
];

/**
 * What other programs call the same: Mailchimp, Kit, MailerLite, Substack, spreadsheets in German and French. A
 * "birthday" or "date of birth" is not among them: in those lists it is her own, and not the day she gave birth.
 */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ...[
    'emailaddress',
    'mail',
    'subscriber',
    'subscriberemail',
    'emailadresse',
    'adresseemail',
    'courriel',
  ].map((name) => [name, 'email'] as const),
  ...['fname', 'givenname', 'forename', 'vorname', 'prénom', 'prenom'].map(
    (name) => [name, 'firstName'] as const,
  ),
  ...['babybirthdate', 'babysbirthdate', 'babysdateofbirth', 'datebabywasborn'].map(
    (name) => [name, 'birthDate'] as const,
  ),
  ...['countrycode', 'land', 'pays'].map((name) => [name, 'country'] as const),
  ...['tz', 'zeitzone'].map((name) => [name, 'timeZone'] as const),
]);

/** Columns in which other programs say that somebody must not be mailed. There may be several. */
const STANDING: ReadonlyMap<string, 'word' | 'time' | 'flag'> = new Map([
  ...(['state', 'status', 'subscriberstatus', 'subscriptionstatus', 'emailstatus'] as const).map(
    (name) => [name, 'word'] as const,
  ),
  ...(['unsubtime', 'cleantime', 'unsubscribedat', 'unsubscribetime', 'unsubscribedate'] as const).map(
    (name) => [name, 'time'] as const,
  ),
  ...(['cancelledat', 'canceledat', 'bouncedat', 'complainedat'] as const).map(
    (name) => [name, 'time'] as const,
  ),
  ...(['emaildisabled', 'unsubscribed', 'bounced', 'optedout'] as const).map(
    (name) => [name, 'flag'] as const,
  ),
]);

/** Whoever is called one of these left, bounced, complained, or never confirmed. */
const MUST_NOT_BE_MAILED: ReadonlySet<string> = new Set([
  ...['stopped', 'left', 'erased', 'deleted', 'archived', 'suppressed', 'blocked', 'blacklisted'],
  ...['unsubscribed', 'unsubscribe', 'cancelled', 'canceled', 'optedout', 'optout', 'disabled'],
  ...[
    'bounced',
    'bounce',
    'hardbounced',
    'hardbounce',
    'cleaned',
    'invalid',
    'complained',
    'complaint',
    'spam',
    'junk',
  ],
  // Kit calls "inactive" who never pressed the link of its confirmation.
  ...['unconfirmed', 'inactive', 'pending', 'nonsubscribed', 'notsubscribed'],
]);

/** What a column of a file means to an import. */
export type ColumnMeaning =
  | { kind: 'column'; name: string }
  | { kind: 'standing'; name: string; says: 'word' | 'time' | 'flag' }
  | { kind: 'ignored' };

/** Names are compared without case, blanks, `-` and `_`: "First Name" is `firstName`. */
export function meaningOf(header: string): ColumnMeaning {
  const name = plain(header);
  const says = STANDING.get(name);
  if (says !== undefined) return { kind: 'standing', name: header.trim(), says };
  const known = IMPORT_COLUMNS.find((column) => plain(column) === name) ?? OTHER_NAMES.get(name);
  return known === undefined ? { kind: 'ignored' } : { kind: 'column', name: known };
}

/** Whether a cell of such a column says that she must not be mailed. */
export function forbidsMail(says: 'word' | 'time' | 'flag', cell: string): boolean {
  const word = plain(cell);
  switch (says) {
    case 'word':
      return MUST_NOT_BE_MAILED.has(word);
    case 'time':
      return word !== '' && word !== '0' && word !== 'null';
    case 'flag':
      return !['', '0', 'no', 'n', 'false', 'null'].includes(word);
  }
}

function plain(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s_'’-]/g, '');
}
