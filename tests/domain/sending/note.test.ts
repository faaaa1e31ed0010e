import { expect, test } from 'vitest';
import { type NoteLine, parked, withAccepted, withRefusal } from '../../../lib/domain/sending/note.ts';

const claimed = (attempts: readonly string[]): NoteLine => ({
  ...({ id: 'sub-1', note: 'note-1', state: 'claimed', accepted: [], at: 0, sendBy: 5_000 } as const),
  ...({ fate: 'none', reason: '', revision: 1 } as const),
  attempts,
});

test('a refusal of the only attempt is a failure; of a later one nobody knows what became of the first', () => {
  expect(withRefusal(claimed(['a']), 'refused')).toMatchObject({ state: 'failed', reason: 'refused' });
  expect(withRefusal(claimed(['a', 'b']), 'refused')).toMatchObject({ state: 'unknown', reason: 'refused' });
});

test('what went is neither failed nor given up by what comes later', () => {
  const sent = withAccepted(claimed(['a']), { attempt: 'a', kind: 'send' });
  expect(withRefusal(sent, 'late')).toBe(sent);
  expect(parked(sent)).toBe(sent);
  expect(parked(claimed(['a']))).toMatchObject({ state: 'unknown' });
});
