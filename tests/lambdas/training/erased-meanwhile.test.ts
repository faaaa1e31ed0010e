import { describe, expect, test } from 'vitest';
import { weekUrl } from '../../../lib/use-cases/web/lesson-links.ts';
import { active, joined, openSite, post, type Site, sendLesson } from '../web/site.ts';

/** What she may write down; each of it needs her yes first, but for a tick. */
const WRITES: Readonly<Record<string, Record<string, string>>> = {
  tick: { do: 'tick', done: '1' },
  days: { do: 'days', pair: 'tue fri' },
  numbers: { do: 'numbers', stands: '12' },
};

interface Meanwhile {
  site: Site;
  path: string;
  /** Runs `act` at the call with that number of the next request; answers whether it came to that. */
  at: (call: number, act: () => Promise<void>) => () => boolean;
}

/** Her week of a session that asks for numbers, on a site that stops at any call. */
async function herWeek(): Promise<Meanwhile> {
  let [callsToGo, act] = [0, async () => {}];
  const site = await openSite({
    watcher: async () => {
      callsToGo -= 1;
      if (callsToGo === 0) await act();
    },
  });
  await joined(site);
  const her = await sendLesson(site);
  const lesson = { number: 1, session: '10', level: null, on: '2026-03-16' };
  await site.stores.subscribers.replace({ ...her, recent: [lesson] }, 'change');
  return {
    site,
    path: await weekUrl(site.tokens, '', her, 1),
    at: (call, then) => {
      let struck = false;
      [callsToGo, act] = [
        call,
        async () => {
          struck = true;
          await then();
        },
      ];
      return () => struck;
    },
  };
}

async function agreeing({ site, path }: Meanwhile, fields: Record<string, string>) {
  const asked = await (await post(site, path, fields)).text();
  const consentVersion = /name="consentVersion" value="([^"]+)"/.exec(asked)?.[1];
  return consentVersion === undefined ? fields : { ...fields, consent: 'yes', consentVersion };
}

/** As a complaint does: nothing of hers is deleted a second time. */
async function eraseAtOnce(site: Site, id: string): Promise<void> {
  await site.stores.subscribers.deleteProfile(id, 'erase');
  await site.stores.subscribers.deleteRest(id);
}

describe('erased at any call of a page on which she writes something down, nothing of it is kept:', () => {
  test.each(Object.entries(WRITES))('%s', async (_, fields) => {
    let call = 0;
    for (let struck = true; struck; ) {
      call += 1;
      const week = await herWeek();
      const { id } = await active(week.site);
      const asked = await agreeing(week, fields);
      const wasStruck = week.at(call, () => eraseAtOnce(week.site, id));
      const answer = await post(week.site, week.path, asked);
      struck = wasStruck();
      expect(answer.status, `erased at call ${call}`).toBeLessThan(500);
      const held = await week.site.stores.subscribers.everything(id);
      if (struck) expect(held, `erased at call ${call}`).toEqual([]);
    }
    expect(call).toBeGreaterThan(6);
  });
});
