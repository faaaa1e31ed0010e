import { describe, expect, test } from 'vitest';
import { HONEYPOT } from '../../../lib/domain/joining/honeypot.ts';
import { STATES, siteIn } from './address-states.ts';
import { openSite, post, type Site, signUpFields } from './site.ts';

async function answerIn(state: (site: Site) => Promise<unknown>, headers: Record<string, string>) {
  const site = await siteIn(state);
  site.writes.length = 0;
  const answer = await post(site, '/signup', signUpFields({ birthDate: '2026-02-02' }), headers);
  return {
    status: answer.status,
    headers: [...answer.headers].sort(),
    body: await answer.text(),
    /** What was read and written on the way: the same work takes the same time. */
    work: [...site.writes],
    queued: site.enrolQueue.map(({ kind }) => kind),
  };
}

test.each([
  ['a browser', { accept: 'text/html' }],
  ['a program', { accept: 'application/json' }],
])(
  'an address gets the same status, headers, body and work in each of its states: %s',
  async (_name, headers) => {
    const [first, ...others] = await Promise.all(
      Object.values(STATES).map((state) => answerIn(state, headers)),
    );
    expect(others).toHaveLength(6);
    for (const other of others) expect(other).toEqual(first);
  },
);

test('signing up looks nobody up: it calls no store of subscribers or suppressions at all', async () => {
  const site = await openSite();
  const looked: string[] = [];
  const store = site.stores.subscribers;
  const { get } = store;
  store.get = async (id) => {
    looked.push(id);
    return get.call(store, id);
  };
  await post(site, '/signup', signUpFields());
  expect(looked).toEqual([]);
  expect(site.writes.filter((name) => name !== 'take')).toEqual([]);
});

describe('a field that people do not see', () => {
  const filled = { website: 'https://x.example' };
  const hasty = (site: Site) => ({ shownAt: String(site.clock.machineNow() - 500) });

  test.each(['website', HONEYPOT])('filled by a password manager loses nobody: %s', async (name) => {
    const site = await openSite();
    const honest = await post(site, '/signup', signUpFields());
    const managed = await post(site, '/signup', { ...signUpFields(), [name]: 'https://x.example' });
    expect([managed.status, await managed.text()]).toEqual([honest.status, await honest.text()]);
    expect(site.enrolQueue).toHaveLength(2);
  });

  test('filled faster than a person types asks to empty it, and shows what was typed', async () => {
    const site = await openSite();
    const trapped = await post(site, '/signup', { ...signUpFields(), ...filled, ...hasty(site) });
    expect([trapped.status, site.enrolQueue]).toEqual([422, []]);
    const page = await trapped.text();
    expect(page).toContain('Please empty this field: it is for machines.');
    expect(page).toContain('value="anna@example.com"');
    const emptied = await post(site, '/signup', { ...signUpFields(), ...hasty(site) });
    expect([emptied.status, site.enrolQueue.length]).toEqual([303, 1]);
  });

  test('filled again and again narrows the limit of its network', async () => {
    const site = await openSite();
    const statuses: number[] = [];
    for (let at = 0; at < 14; at += 1)
      statuses.push((await post(site, '/signup', { ...signUpFields(), ...filled })).status);
    expect(statuses.filter((status) => status === 303)).toHaveLength(12);
    expect(statuses.at(-1)).toBe(429);
  });
});
