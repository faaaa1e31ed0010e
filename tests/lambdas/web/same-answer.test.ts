import { expect, test } from 'vitest';
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

test('a filled honeypot gets the same answer, and nothing is queued', async () => {
  const site = await openSite();
  const honest = await post(site, '/signup', signUpFields());
  const trapped = await post(site, '/signup', { ...signUpFields(), website: 'https://x.example' });
  expect([trapped.status, [...trapped.headers], await trapped.text()]).toEqual([
    honest.status,
    [...honest.headers],
    await honest.text(),
  ]);
  expect(site.enrolQueue).toHaveLength(1);
});
