import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../../lib/domain/joining/address.ts';

describe('an address', () => {
  test('is one and the same however its letters are cased', () => {
    expect(parseAddress('  Mother.One@Example.COM ')).toEqual({
      address: 'Mother.One@example.com',
      normalised: 'mother.one@example.com',
    });
  });

  test('keeps its tag and dots: another box is another mother', () => {
    expect(parseAddress('m.o+weeks@example.com')?.normalised).toBe('m.o+weeks@example.com');
  });

  test('with a domain outside ASCII is written in punycode', () => {
    expect(parseAddress('a@Bücher.example')?.normalised).toBe('a@xn--bcher-kva.example');
  });

  test.each([
    '',
    'a',
    '@example.com',
    'a@',
    'a@b',
    'a@example.',
    'a@.example',
    'a@exa mple.com',
    'a b@example.com',
    'zoë@example.com',
    '.a@example.com',
    'a.@example.com',
    'a..b@example.com',
    '"a b"@example.com',
    'a@[127.0.0.1]',
    'a@127.0.0.1',
    'a@2130706433',
    'a@example.com/path',
    'a@example.com:25',
    'a@user@example.com',
    'a@exa_mple.com',
    'a@-example.com',
    'ann@gmail.con',
    'ann@example.cmo',
    'ann@example.nte',
    'a@example.com\nBcc: b@example.com',
    'a@example.com,b@example.com',
    'a@%65xample.com',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(64)}.com`,
    `${'a'.repeat(64)}@${`${'b'.repeat(60)}.`.repeat(4)}com`,
  ])('%j is none', (text) => {
    expect(parseAddress(text)).toBeNull();
  });

  test.each([
    'Ann Bee <ann@example.com>',
    '"Bee, Ann" <ann@example.com>',
    '<ann@example.com>',
    'Ann<ann@example.com>;',
    'mailto:ann@example.com',
    'MAILTO:ann%40example.com?subject=Hello',
    'ann @ example . com',
    'ann@example. com',
    'ann@example.com.',
    'ann@example.com,',
    '\u200Bann@example.com\u00A0',
    '"ann@example.com"',
    "'ann@example.com'",
    'ann\uFF20example.com',
    'ann@example.com\r\n',
    'ann@example.com <ann@example.com>',
    'ann@example.com (Ann)',
    '<ann@example.com',
    'ann@example.com>',
    '(ann@example.com)',
    "'ann@example.com",
    'mailto://ann@example.com',
    'E-Mail: ann@example.com',
    '\uFF41\uFF4E\uFF4E@example.com',
    'ann@exam\u00ADple.com',
  ])('pasted as %j is taken', (text) => {
    expect(parseAddress(text)?.address).toBe('ann@example.com');
  });

  test('with a dash in place of its hyphen has the hyphen', () => {
    expect(parseAddress('ann\u2010b@my\u2013mail.example')?.address).toBe('ann-b@my-mail.example');
  });

  test.each([
    'Ann <ann@example.com>, Bob <bob@example.com>',
    'ann@example.com bob@example.com',
    'Ann <ann@example.com>\nBcc: bob@example.com',
    'mailto:ann@example.com,bob@example.com',
    'mailto:ann%0A@example.com',
    'mailto:%E0%A4%A@example.com%',
    'ann@example.com <bob@example.com>',
    'Ann Lee ann@example.com',
  ])('pasted as %j is none: nobody can know which', (text) => {
    expect(parseAddress(text)).toBeNull();
  });
});
