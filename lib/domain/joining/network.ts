/**
 * The network that an internet address stands in, as limits count it (Q41): an IPv4 address itself, the /64 of an
 * IPv6 address, because a home or a phone has a whole one. What is no address is its own network.
 */
export function networkOf(address: string): string {
  const plain = address.trim().toLowerCase().replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (mapped !== undefined) return mapped;
  if (!plain.includes(':')) return plain;
  return `${groups(plain).slice(0, 4).join(':')}::/64`;
}

/** The eight groups of an IPv6 address, `::` written out, without leading zeros. */
function groups(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const split = (part: string) => (part === '' ? [] : part.split(':'));
  const first = split(head);
  const last = tail === undefined ? [] : split(tail);
  const between = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return [...first, ...(tail === undefined ? [] : between), ...last].map((group) =>
    group.replace(/^0+(?=.)/, ''),
  );
}
