import { describe, expect, test } from 'vitest';
import { cleanFirstName } from '../../../lib/domain/joining/first-name.ts';

describe('a first name', () => {
  test.each(['Zoë', "O'Brien", 'Anne-Marie', 'Nguyễn Thị', 'María José', '李', 'Ada B.', 'محمد'])(
    '%s is welcome',
    (name) => {
      expect(cleanFirstName(name)).toEqual({ kind: 'ok', name: name.normalize('NFC') });
    },
  );

  test('is composed, trimmed, and single-spaced', () => {
    expect(cleanFirstName('  Zoe\u0308   Ann ')).toEqual({ kind: 'ok', name: 'Zo\u00EB Ann' });
  });

  test.each(['   ', '\u200B', '\u2068\u2069', '\u3000', ' , '])('%j is no name', (text) => {
    expect(cleanFirstName(text)).toEqual({ kind: 'ok', name: null });
  });

  test.each([
    ['\u202BAda\u202C', 'Ada'],
    ['Ada\u202E', 'Ada'],
    ['\u200BA\u00ADda\u200B', 'Ada'],
    ['Ada\u200D', 'Ada'],
    ['Ada, ', 'Ada'],
    ['مریم\u200Cزهرا', 'مریم\u200Cزهرا'],
  ])('%j is taken without what nobody sees', (typed, name) => {
    expect(cleanFirstName(typed)).toEqual({ kind: 'ok', name });
  });

  test.each([
    'Ada\u0000',
    'Ada\r\nBcc: x',
    '*|FNAME|*',
    '%FIRSTNAME%',
    '=?utf-8?B?QQ==?=',
    'https://evil.example',
    'www.evil',
    'evil.example',
    'a@b',
    '<b>Ada</b>',
    '{{name}}',
    '12345',
  ])('%j is refused', (name) => {
    expect(cleanFirstName(name)).toMatchObject({ kind: 'refused', why: 'name-not-a-name' });
  });

  test('has at most 50 letters as people count them', () => {
    expect(cleanFirstName('é'.normalize('NFD').repeat(50)).kind).toBe('ok');
    expect(cleanFirstName('a'.repeat(51))).toMatchObject({ kind: 'refused', why: 'name-too-long' });
    expect(cleanFirstName(`a${'\u0301'.repeat(300)}`)).toMatchObject({
      kind: 'refused',
      why: 'name-too-long',
    });
  });

  test.each([
    'Ma.Teresa',
    'St.John',
    'M.Elena',
    'A.J.',
    'A.J.Smith',
    'Dr.Anna',
    'O\u2019Brien',
    'Mary Kate',
    'Łucja',
  ])('%s stays as she writes it', (name) => {
    expect(cleanFirstName(name)).toEqual({ kind: 'ok', name });
  });

  test.each([
    ['J.Lo', 'J. Lo'],
    ['Bit.Ly', 'Bit. Ly'],
    ['Ma.Rio', 'Ma. Rio'],
    ['Anna.Maria', 'Anna. Maria'],
    ['李.小龙', '李. 小龙'],
  ])('%s, which a mail program might take for a host, gets a space', (typed, name) => {
    expect(cleanFirstName(typed)).toEqual({ kind: 'ok', name });
  });

  test.each(['evil.example', 'bit.ly', 't.co', 'Evil.Com', 'Paypal.Support', 'Mary.evil.com', 'M.Com'])(
    '%s is refused as a host',
    (name) => {
      expect(cleanFirstName(name)).toEqual({ kind: 'refused', why: 'name-not-a-name' });
    },
  );

  test('a letter that the page could not send is read by its number', () => {
    expect(cleanFirstName('&#321;ukasz')).toEqual({ kind: 'ok', name: 'Łukasz' });
    expect(cleanFirstName('&#60;b&#62;')).toMatchObject({ why: 'name-not-a-name' });
    expect(cleanFirstName('&#1114112;')).toEqual({ kind: 'refused', why: 'name-not-a-name' });
  });

  test('with a letter that was lost on the way is asked for again', () => {
    for (const name of ['Zo\uFFFD', 'Zo\uD83D'])
      expect(cleanFirstName(name)).toEqual({ kind: 'refused', why: 'name-damaged' });
  });
});
