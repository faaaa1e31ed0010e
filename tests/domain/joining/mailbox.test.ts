import { expect, test } from 'vitest';
import { mailboxOf } from '../../../lib/domain/joining/mailbox.ts';

test.each([
  [
    'victim@gmail.com',
    ['victim@gmail.com', 'victim+0@gmail.com', 'v.i.c.tim@gmail.com', 'vic.tim+x+y@googlemail.com'],
  ],
  ['ann@example.com', ['ann@example.com', 'ann+weeks@example.com', 'ann+a+b@example.com']],
  ['annbee@proton.me', ['ann.bee@proton.me', 'ann_bee@protonmail.com', 'an-nbee+1@pm.me']],
  ['ann@icloud.com', ['ann@me.com', 'ann+1@mac.com', 'ann@icloud.com']],
  ['annbee@yandex.com', ['ann.bee@yandex.ru', 'ann-bee@ya.ru']],
  ['ann@fastmail.com', ['weeks@ann.fastmail.com', 'ann+weeks@fastmail.com']],
])('%s is one mailbox, however it is spelled', (mailbox, spellings) => {
  for (const spelling of spellings) expect(mailboxOf(spelling)).toBe(mailbox);
});

test('dots tell mailboxes apart where nothing else is known, and a tag alone is a name', () => {
  expect(mailboxOf('ann.bee@example.com')).toBe('ann.bee@example.com');
  expect(mailboxOf('+ann@example.com')).toBe('+ann@example.com');
  expect(mailboxOf('ann@mygmail.com')).not.toBe(mailboxOf('ann@gmail.com'));
  expect(mailboxOf('a.nn@gmail.com.example.com')).toBe('a.nn@gmail.com.example.com');
});
