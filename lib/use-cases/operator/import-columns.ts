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
  ...['geburtsdatumbaby', 'geburtsdatumdesbabys', 'geburtsdatumdeskindes', 'datedenaissancedubébé'].map(
    (name) => [name, 'birthDate'] as const,
  ),
  ...['babybirthdate', 'babysbirthdate', 'babysdateofbirth', 'datebabywasborn'].map(
    (name) => [name, 'birthDate'] as const,
  ),
  ...['countrycode', 'land', 'pays'].map((name) => [name, 'country'] as const),
  ...['tz', 'zeitzone'].map((name) => [name, 'timeZone'] as const),
]);

/**
 * How such a column says it: in a word that may be the name of a State as well, in a word of
 * how she stands, by a time at which she went, by a tick for gone, or by one for here.
 */
type Says = 'state' | 'status' | 'time' | 'gone' | 'here';

/** Columns in which other programs say that somebody must not be mailed. There may be several. */
const STANDING: ReadonlyMap<string, Says> = new Map([
  ['state', 'state'],
  ...(['status', 'subscriberstatus', 'subscriptionstatus', 'emailstatus'] as const).map(
    (name) => [name, 'status'] as const,
  ),
  ...(['unsubtime', 'cleantime', 'unsubscribedat', 'unsubscribetime', 'unsubscribedate'] as const).map(
    (name) => [name, 'time'] as const,
  ),
  ...(['cancelledat', 'canceledat', 'bouncedat', 'complainedat'] as const).map(
    (name) => [name, 'time'] as const,
  ),
  ...(['emaildisabled', 'unsubscribed', 'bounced', 'optedout', 'optout', 'donotemail'] as const).map(
    (name) => [name, 'gone'] as const,
  ),
  ...(['subscribed', 'subscribedtoemails', 'acceptsmarketing', 'acceptsemailmarketing'] as const).map(
    (name) => [name, 'here'] as const,
  ),
]);

/** Whoever is called one of these left, bounced, complained, or never confirmed. */
const GONE: ReadonlySet<string> = new Set([
  ...['stopped', 'left', 'erased', 'deleted', 'archived', 'suppressed', 'blocked', 'blacklisted'],
  ...['unsubscribed', 'unsubscribe', 'cancelled', 'canceled', 'optedout', 'optout', 'disabled'],
  ...['bounced', 'bounce', 'hardbounced', 'hardbounce', 'cleaned', 'invalid'],
  ...['complained', 'complaint', 'spam', 'junk'],
  // Kit calls "inactive" who never pressed the link of its confirmation.
  ...['unconfirmed', 'inactive', 'pending', 'nonsubscribed', 'notsubscribed'],
]);

/** Whoever is called one of these, or nothing, may be mailed; `paused` is ours. */
const HERE: ReadonlySet<string> = new Set([
  ...[
    '',
    'active',
    'subscribed',
    'subscriber',
    'confirmed',
    'enabled',
    'valid',
    'paused',
    'optedin',
    'optin',
  ],
  ...[
    'aktiv',
    'abonniert',
    'bestätigt',
    'actif',
    'active',
    'abonné',
    'abonnée',
    'confirmé',
    'yes',
    'true',
    '1',
  ],
]);

const NOT: ReadonlySet<string> = new Set([
  ...['0', 'no', 'n', 'false', 'null', 'nein', 'falsch', 'non', 'faux'],
]);

/** What a column of a file means to an import. */
export type ColumnMeaning =
  | { kind: 'column'; name: string }
  | { kind: 'standing'; name: string; says: Says }
  | { kind: 'ignored' };

/** Names are compared by their letters and figures alone: "First Name *" is `firstName`. */
export function meaningOf(header: string): ColumnMeaning {
  const name = plain(header);
  const says = STANDING.get(name);
  if (says !== undefined) return { kind: 'standing', name: header.trim(), says };
  const known = IMPORT_COLUMNS.find((column) => plain(column) === name) ?? OTHER_NAMES.get(name);
  return known === undefined ? { kind: 'ignored' } : { kind: 'column', name: known };
}

/** What a cell of such a column says; `unknown`: a word that nobody can be mailed upon. */
export function standingIn(says: Says, cell: string): 'here' | 'gone' | 'unknown' {
  const word = plain(cell);
  switch (says) {
    case 'state':
      return GONE.has(word) ? 'gone' : 'here';
    case 'status':
      if (HERE.has(word)) return 'here';
      return GONE.has(word) ? 'gone' : 'unknown';
    case 'time':
      return word === '' || word === '0' || word === 'null' ? 'here' : 'gone';
    case 'gone':
      return word === '' || NOT.has(word) ? 'here' : 'gone';
    case 'here':
      return NOT.has(word) ? 'gone' : 'here';
  }
}

/** Letters and figures alone: programs and people put blanks, dashes, stars and invisible marks between them. */
function plain(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
