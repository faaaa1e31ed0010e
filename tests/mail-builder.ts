import type { Sender } from '../lib/adapters/ses/compose.ts';
import type { Mail } from '../lib/ports/mailer.ts';

export const SENDER: Sender = {
  name: 'Strong Weeks',
  address: 'hello@strongweeks.example',
  replyTo: 'coach@strongweeks.example',
  listId: 'Strong Weeks lessons <lessons.strongweeks.example>',
  feedbackSenderId: 'strongweeks',
};

export function aLesson(overrides: Partial<Mail> = {}): Mail {
  return {
    to: 'maya@example.com',
    subject: 'Session 12: hold a weight',
    html: '<!doctype html><html lang="en"><body><p>Stand tall.</p></body></html>',
    text: 'Stand tall.\n\nhttps://strongweeks.example/unsubscribe/k1.id.mac\n',
    unsubscribeUrl:
      'https://strongweeks.example/unsubscribe/k1.AAAAAAAAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB',
    kind: 'lesson',
    tags: { attempt: 'att-1', lesson: 'mi2x0-12', due: '2026-11-23', subscriber: 'AAAAAAAAAAAAAAAAAAAAAA' },
    ...overrides,
  };
}

export function aConfirmation(overrides: Partial<Mail> = {}): Mail {
  return aLesson({
    subject: 'Please confirm your place',
    unsubscribeUrl: null,
    kind: 'confirmation',
    tags: { subscriber: 'AAAAAAAAAAAAAAAAAAAAAA' },
    ...overrides,
  });
}
