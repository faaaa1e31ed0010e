import { expect, test } from 'vitest';
import { noneUnreadable } from '../none-unreadable.ts';
import { active, consent, DUE_AT, signUp } from './records.ts';
import type { OpenEmpty } from './stores.ts';

export function signUpContract(open: OpenEmpty): void {
  test('a newer sign-up takes the place of an older one, and a late hand on the older does nothing', async () => {
    const { subscribers } = await open();
    await subscribers.putSignUp(signUp());
    await subscribers.putSignUp(signUp({ signUpId: 'sign-up-b', firstName: 'Ada' }));
    expect(await subscribers.markSignUpMailed('sub-1', 'sign-up-a')).toBe('conflict');
    await subscribers.deleteSignUp('sub-1', 'sign-up-a');
    expect(await subscribers.markSignUpMailed('sub-1', 'sign-up-b')).toBe('written');
    expect(await subscribers.getSignUp('sub-1')).toEqual(
      signUp({ signUpId: 'sign-up-b', firstName: 'Ada', mailed: true }),
    );
    await subscribers.deleteSignUp('sub-1', 'sign-up-b');
    expect(await subscribers.getSignUp('sub-1')).toBeNull();
  });

  test('marking a sign-up that is gone makes none', async () => {
    const { subscribers } = await open();
    expect(await subscribers.markSignUpMailed('sub-1', 'sign-up-a')).toBe('conflict');
    expect(await subscribers.everything('sub-1')).toEqual([]);
  });

  test('an expired sign-up counts as gone', async () => {
    const { subscribers, setNow } = await open();
    await subscribers.putSignUp(signUp({ expiresAt: DUE_AT + 1_000 }));
    expect(await subscribers.getSignUp('sub-1')).not.toBeNull();
    setNow(DUE_AT + 1_000);
    expect(await subscribers.getSignUp('sub-1')).toBeNull();
    expect(await subscribers.everything('sub-1')).toEqual([]);
  });

  test('many are found at once, and those that are not there are left out', async () => {
    const { subscribers } = await open();
    const ids = Array.from({ length: 30 }, (_, at) => `sub-${at}`);
    for (const id of ids) await subscribers.confirm(active({ id }), null);
    const found = await subscribers.getMany([...ids, 'sub-none'], noneUnreadable);
    expect(found.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(await subscribers.getMany([], noneUnreadable)).toEqual([]);
    await subscribers.putConsents(
      ids.map((id) => ({ id, run: 'run00001', consent: consent({ text: 'I agree' }) })),
    );
    expect(await subscribers.getConsents('sub-29')).toEqual([
      { run: 'run00001', consent: consent({ text: 'I agree' }) },
    ]);
  });

  test('each run keeps its consent', async () => {
    const { subscribers } = await open();
    await subscribers.putConsent('sub-1', 'run00002', consent({ locale: 'en-GB' }));
    await subscribers.putConsent('sub-1', 'run00001', consent());
    expect(await subscribers.getConsents('sub-1')).toEqual([
      { run: 'run00001', consent: consent() },
      { run: 'run00002', consent: consent({ locale: 'en-GB' }) },
    ]);
  });
}
