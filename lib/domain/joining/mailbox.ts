/**
 * The mailbox behind an address, as far as its provider is known to deliver several spellings to it. Only for limits on
 * what a mailbox gets: who she is remains her address, because nobody can know this of every provider.
 */
export function mailboxOf(normalisedAddress: string): string {
  const at = normalisedAddress.lastIndexOf('@');
  const domain = normalisedAddress.slice(at + 1);
  const { to, without } = SPELLINGS.get(domain) ?? { to: domain, without: NOTHING };
  const [user, host] = subdomainUser(domain) ?? [normalisedAddress.slice(0, at), to];
  return `${withoutTag(user).replaceAll(without, '')}@${host}`;
}

interface Spelling {
  /** The name of the provider that stands for all of its names. */
  to: string;
  /** Signs that it does not look at. */
  without: RegExp;
}

const NOTHING = /(?!)/g;
const DOTS = /\./g;
const MARKS = /[._-]/g;

const SPELLINGS: ReadonlyMap<string, Spelling> = new Map<string, Spelling>([
  ...['gmail.com', 'googlemail.com'].map((name): [string, Spelling] => [
    name,
    { to: 'gmail.com', without: DOTS },
  ]),
  ...['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'].map((name): [string, Spelling] => [
    name,
    { to: 'proton.me', without: MARKS },
  ]),
  ...['icloud.com', 'me.com', 'mac.com'].map((name): [string, Spelling] => [
    name,
    { to: 'icloud.com', without: NOTHING },
  ]),
  ...['yandex.com', 'yandex.ru', 'ya.ru', 'yandex.by', 'yandex.kz'].map((name): [string, Spelling] => [
    name,
    { to: 'yandex.com', without: /[.-]/g },
  ]),
]);

/** `anything@ann.fastmail.com` goes to `ann@fastmail.com`. */
function subdomainUser(domain: string): [string, string] | null {
  const [, user, host] = /^([^.]+)\.(fastmail\.(?:com|fm))$/.exec(domain) ?? [];
  return user === undefined || host === undefined ? null : [user, host];
}

/** `ann+weeks` is `ann` nearly everywhere; where it is not, two mailboxes share one limit. */
function withoutTag(user: string): string {
  const plus = user.indexOf('+');
  return plus < 1 ? user : user.slice(0, plus);
}
