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

  test('left empty is no name', () => {
    expect(cleanFirstName('   ')).toEqual({ kind: 'ok', name: null });
  });

  test.each([
    'Ada\u0000',
    'Ada\r\nBcc: x',
    'Ada\u202E',
    'Ada\u2066',
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
});
