/** An address as mail is sent to it, and as it is compared: one address, one subscriber (docs/rules/sending.md#identity). */
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

/** Null for what is no address that we can mail: among them any with a local part outside ASCII. */
export function parseAddress(text: string): Address | null {
  const typed = text.trim();
  const at = typed.lastIndexOf('@');
  if (at < 1) return null;
  const local = typed.slice(0, at);
  const domain = asciiDomain(typed.slice(at + 1));
  if (domain === null || local.length > MAX_LOCAL_OCTETS || !LOCAL_PART.test(local)) return null;
  const address = `${local}@${domain}`;
  if (address.length > MAX_ADDRESS_OCTETS) return null;
  return { address, normalised: `${local.toLowerCase()}@${domain}` };
}

/** IDNA as the URL standard does it: lower case, punycode. */
function asciiDomain(text: string): string | null {
  if (text === '' || NO_PART_OF_A_DOMAIN.test(text) || !URL.canParse(`http://${text}/`)) return null;
  const { hostname } = new URL(`http://${text}/`);
  return HOST_NAME.test(hostname) ? hostname : null;
}
