import { describe, expect, test } from 'vitest';
import {
  active,
  everythingHeld,
  joined,
  linksOf,
  openSite,
  post,
  type Site,
  sendLesson,
  signUp,
} from './site.ts';

const CANARY = { email: 'canary.8472@example.com', firstName: 'Canaryna', birthDate: '2026-03-17' };
const TRACES = ['canary.8472', 'Canaryna', '2026-03-17'];

describe('leaving', () => {
  test('leaves nothing but the keyed hash: the whole store is searched for her address, name and date', async () => {
    const site = await openSite();
    const { id } = await joined(site, CANARY);
    await sendLesson(site, CANARY.email);
    const { unsubscribe } = await linksOf(site, CANARY.email);
    expect(TRACES.filter((trace) => held(site, trace))).toEqual([]);
    expect(await everythingHeld(site)).toContain('canary.8472');

    await post(site, unsubscribe);
    const after = await everythingHeld(site);
    expect(TRACES.filter((trace) => after.includes(trace))).toEqual([]);
    expect(await site.stores.subscribers.everything(id)).toEqual([]);
    expect(await site.stores.ledger.of(id, 10)).toEqual([]);
    expect(await site.stores.suppressions.get(id)).toEqual({ id, reason: 'left', at: site.clock.now() });
  });

  test('no log line of the whole story holds her address, name, date or a token', async () => {
    const site = await openSite();
    await joined(site, CANARY);
    await sendLesson(site, CANARY.email);
    const links = await linksOf(site, CANARY.email);
    await post(site, links.feedback.easy);
    await post(site, links.preferences, { birthDate: '2026-03-18', firstName: 'Canaryna' });
    await post(site, links.preferences, { birthDate: 'nonsense', firstName: 'https://canary.8472' });
    await post(site, links.unsubscribe);
    const tokens = Object.values(links.feedback).map((link) => link.split('/')[2] ?? '');
    expect(site.logged.length).toBeGreaterThan(3);
    const logged = site.logged.join('\n');
    expect([...TRACES, '2026-03-18', ...tokens].filter((trace) => logged.includes(trace))).toEqual([]);
  });

  test('the page says that it is done and, below, the quiet lines of her country, read before the deletion', async () => {
    const site = await openSite();
    await joined(site, { country: 'US' });
    const { unsubscribe } = await linksOf(site);
    const said = await (await post(site, unsubscribe)).text();
    expect(said).toContain('No more emails come, and your details are gone.');
    expect(said.indexOf('your details are gone')).toBeLessThan(said.indexOf('If something sad has happened'));
    expect(said).not.toContain('Sands');
    expect(await (await post(site, unsubscribe)).text()).toContain('findahelpline.com');
  });

  test('sends no goodbye mail, and asks no reason', async () => {
    const site = await openSite();
    await joined(site);
    const mails = site.mails.length;
    const { unsubscribe } = await linksOf(site);
    const asked = await (await site.app.request(unsubscribe)).text();
    expect(asked).not.toMatch(/<(?:input|select|textarea)/);
    await post(site, unsubscribe);
    await site.drain();
    expect(site.mails).toHaveLength(mails);
  });

  test('counts one who left by session, and no one twice', async () => {
    const site = await openSite();
    await joined(site);
    const her = await sendLesson(site);
    const { unsubscribe } = await linksOf(site);
    await post(site, unsubscribe);
    await post(site, unsubscribe);
    const counted = (await site.stores.counts.all()).map(({ counts }) => counts);
    expect(counted).toEqual([{ joined: 1, [`left:${her.recent[0]?.session}`]: 1 }]);
  });

  test('waits out a send that is under way, on the machine clock, before it answers', async () => {
    const site = await openSite();
    const her = await joined(site);
    const claim = { attempt: 'a1', at: site.clock.now(), sendBy: site.clock.machineNow() + 4_000 };
    await site.stores.subscribers.claim({ id: her.id, dueAt: her.dueAt }, claim);
    const { unsubscribe } = await linksOf(site);
    const { waited } = site.clock;
    await post(site, unsubscribe);
    expect(site.clock.waited - waited).toBeGreaterThanOrEqual(4_000);
  });

  test('a sign-up from before she left is dropped when its link is pressed after', async () => {
    const site = await openSite();
    const her = await joined(site);
    site.clock.advance(11 * 60_000);
    const path = (await signUp(site, { birthDate: '2026-05-05' })) ?? '';
    const { unsubscribe } = await linksOf(site);
    site.clock.advance(1_000);
    await post(site, unsubscribe);
    expect((await post(site, path)).status).toBe(404);
    expect(await site.stores.subscribers.get(her.id)).toBeNull();
  });

  test('she comes back by a new sign-up and its confirmation, which removes the record', async () => {
    const site = await openSite();
    const her = await joined(site);
    const { unsubscribe } = await linksOf(site);
    await post(site, unsubscribe);
    site.clock.advance(11 * 60_000);
    await joined(site);
    expect(await site.stores.suppressions.get(her.id)).toBeNull();
    expect((await active(site)).run).not.toBe(her.run);
  });

  test.each(['bounced', 'complained'] as const)(
    'an address that %s gets no new confirmation mail',
    async (reason) => {
      const site = await openSite();
      const id = await site.identities.idOf('anna@example.com');
      await site.stores.suppressions.put({ id, reason, at: site.clock.now() });
      expect(await signUp(site)).toBeNull();
    },
  );

  test('a link that was mailed before her address complained begins nothing', async () => {
    const site = await openSite();
    const path = (await signUp(site)) ?? '';
    const id = await site.identities.idOf('anna@example.com');
    await site.stores.suppressions.put({ id, reason: 'complained', at: site.clock.now() });
    const answer = await post(site, path);
    expect(await answer.text()).toContain('We cannot send to this address');
    expect(await site.stores.subscribers.get(id)).toBeNull();
  });
});

describe('what comes late re-creates nothing', () => {
  test.each(['before', 'after'])('an event for a lesson, %s the forget message', async (order) => {
    const site = await openSite();
    await joined(site);
    const her = await sendLesson(site);
    const { unsubscribe } = await linksOf(site);
    await post(site, unsubscribe);
    const event = {
      kind: 'delivery',
      at: site.clock.now(),
      attempt: 'attempt-1',
      messageId: 'm',
    } as const;
    const merge = () => site.stores.ledger.mergeEvent(her.id, her.run, her.recent[0]?.on ?? '', event);
    if (order === 'after') await site.drain();
    expect(await merge()).toBe('missing');
    if (order === 'before') await site.drain();
    expect(await site.stores.subscribers.everything(her.id)).toEqual([]);
  });

  test('the forget message spares a run that she began meanwhile', async () => {
    const site = await openSite();
    const first = await joined(site);
    const { unsubscribe } = await linksOf(site);
    await post(site, unsubscribe);
    const [forget] = site.enrolQueue.splice(0);
    site.clock.advance(11 * 60_000);
    const second = await joined(site);
    if (forget !== undefined) site.enrolQueue.push(forget);
    await site.drain();
    expect((await active(site)).run).toBe(second.run);
    expect(second.run).not.toBe(first.run);
  });

  test('an answer or a pause pressed while she leaves is refused', async () => {
    const site = await openSite();
    await joined(site);
    await sendLesson(site);
    const links = await linksOf(site);
    await post(site, links.unsubscribe);
    for (const link of [links.feedback.easy, `${links.pause}/2`, links.preferences])
      expect((await post(site, link)).status).toBe(404);
    expect(await site.stores.subscribers.get(await site.identities.idOf('anna@example.com'))).toBeNull();
  });

  test('a confirmation that read the record before she left, and writes after it, is undone', async () => {
    const site = await openSite();
    const her = await joined(site);
    site.clock.advance(11 * 60_000);
    const path = (await signUp(site, { birthDate: '2026-05-05' })) ?? '';
    const { unsubscribe } = await linksOf(site);
    const { subscribers } = site.stores;
    const { confirm } = subscribers;
    subscribers.confirm = async (record) => {
      subscribers.confirm = confirm;
      await post(site, unsubscribe);
      return confirm.call(subscribers, record, null);
    };
    expect((await post(site, path)).status).toBe(404);
    expect(await subscribers.everything(her.id)).toEqual([]);
    expect(site.lessonQueue).toHaveLength(1);
  });

  test('confirming while she leaves ends with her gone, whichever write comes first', async () => {
    const site = await openSite();
    const her = await joined(site);
    site.clock.advance(11 * 60_000);
    const path = (await signUp(site, { birthDate: '2026-05-05' })) ?? '';
    const { unsubscribe } = await linksOf(site);
    await Promise.all([post(site, path), post(site, unsubscribe)]);
    expect(await site.stores.subscribers.get(her.id)).toBeNull();
    expect(await site.stores.suppressions.get(her.id)).not.toBeNull();
  });
});

test('"I am pregnant" leaves too, with its own kind page', async () => {
  const site = await openSite();
  const her = await joined(site, { country: 'US' });
  const pregnant = (await linksOf(site)).exits['pregnant'] ?? '';
  expect(await (await site.app.request(pregnant)).text()).toContain('Yes, stop the course');
  expect(await site.stores.subscribers.get(her.id)).not.toBeNull();
  const answer = await post(site, pregnant);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('Your midwife or doctor can tell you what exercise is right now.');
  expect(await site.stores.subscribers.get(her.id)).toBeNull();
  expect(await site.stores.suppressions.get(her.id)).toMatchObject({ reason: 'left' });
});

function held(site: Site, trace: string): boolean {
  return site.logged.some((line) => line.includes(trace));
}
