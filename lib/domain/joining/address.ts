/** An address as mail is sent to it, and as it is compared: one address, one subscriber (docs/rules/data.md). */
export interface Address {
  /** Local part as typed, domain in lower case and punycode. */
  address: string;
  /** The same with the local part in lower case. */
  normalised: string;
}

const MAX_ADDRESS_OCTETS = 254;
const MAX_LOCAL_OCTETS = 64;

/** RFC 5321 `Dot-string`. Quoted local parts are refused: mail providers give none out. */
const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/** RFC 1035 labels, at least two, the last of them no number. */
const HOST_NAME = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/;
/** Characters that a URL reads as something other than part of the host. */
const NO_PART_OF_A_DOMAIN = /[\s/\\?#:@%[\]<>^|]/u;

/**
 * Reads an address as people type and paste it: `Ann <ann@example.com>`, `mailto:ann@example.com`, blanks around the at
 * sign and the dots. Null for what is no address that we can mail: among them two addresses, and any with a local part
 * outside ASCII.
 */
export function parseAddress(text: string): Address | null {
  const typed = addressIn(text);
  const at = typed.lastIndexOf('@');
  if (at < 1) return null;
  const local = typed.slice(0, at);
  const domain = asciiDomain(typed.slice(at + 1));
  if (domain === null || local.length > MAX_LOCAL_OCTETS || !LOCAL_PART.test(local)) return null;
  const address = `${local}@${domain}`;
  if (address.length > MAX_ADDRESS_OCTETS) return null;
  return { address, normalised: `${local.toLowerCase()}@${domain}` };
}

/** Far longer than any address with a name before it. */
const LONGEST_TYPED = 1_000;
/** Invisible characters that come along when an address is copied from a page or a chat. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu;
const NAMED = /^([^<>\r\n]*)<([^<>]*)>[,;.]?$/;
/** RFC 5322 `comment`. */
const COMMENT = / *\([^()@]*\)$/;
/** No address begins or ends with these; the apostrophe is a spreadsheet's. */
const AROUND = /^['‘’(<[]+|[)>\]]+$/gu;
const LABELLED = /^e-?mail: */i;
/** Signs of East Asian keyboards, and the dashes that phones put for a hyphen. */
const FULL_WIDTH = /[\uFF01-\uFF5E]/gu;
const DASHES = /[\u2010-\u2015\u2212]/gu;
/** Endings that are none, one slip away from .com, .net or .org. */
const SLIPS = /\.(?:c[ipx]m|cmo|co[nk]|comm?[l-n]|cp[lm]|ocm|[vx]om|ne[ry]|nte|ogr|orh)$/;
const QUOTED = /^(["'`“”‘’])(.*)["'`“”‘’]$/u;

/** The address in what was pasted, without what other programs put around it. */
function addressIn(text: string): string {
  const plain = narrow(text.slice(0, LONGEST_TYPED).replaceAll(INVISIBLE, '')).trim();
  const named = insideOf(plain).trim().replace(LABELLED, '').replace(COMMENT, '');
  const bare = (QUOTED.exec(named)?.[2] ?? named).trim();
  return withoutScheme(bare)
    .replaceAll(AROUND, '')
    .replace(/[,;.]$/, '')
    .replaceAll(/[ \u00A0]*@[ \u00A0]*/g, '@')
    .replaceAll(/[ \u00A0]*\.[ \u00A0]*(?=[^@]*$)/g, '.')
    .trim();
}

function narrow(text: string): string {
  return text
    .replaceAll(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll(DASHES, '-');
}

/** `Ann <ann@example.com>`. Of two addresses nobody can know which one is meant. */
function insideOf(text: string): string {
  const [, name = '', inside] = NAMED.exec(text) ?? [];
  if (inside === undefined) return text;
  const same = name.replaceAll(/["'\s]/g, '').toLowerCase() === inside.trim().toLowerCase();
  return name.includes('@') && !same ? text : inside;
}

/** RFC 6068: `mailto:ann%40example.com?subject=…`. */
function withoutScheme(text: string): string {
  const link = /^mailto:(?:\/\/)?([^?]*)/i.exec(text)?.[1];
  if (link === undefined) return text;
  try {
    return decodeURIComponent(link).trim();
  } catch {
    return link;
  }
}

/** IDNA as the URL standard does it: lower case, punycode. Null for what is no host, or only a slip away from one. */
function asciiDomain(text: string): string | null {
  if (text === '' || NO_PART_OF_A_DOMAIN.test(text) || !URL.canParse(`http://${text}/`)) return null;
  const { hostname } = new URL(`http://${text}/`);
  return HOST_NAME.test(hostname) && !SLIPS.test(hostname) ? hostname : null;
}
