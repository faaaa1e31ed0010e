import { stopped } from '../../../lib/domain/sending/settlement.ts';
import type { SuppressionReason } from '../../../lib/ports/suppression-store.ts';
import { joined, linksOf, openSite, post, type Site, sendLesson, signUp } from './site.ts';

export const EMAIL = 'anna@example.com';
const LATER_MS = 15 * 60_000;
const MONTH_MS = 30 * 24 * 60 * 60_000;

/** Every state that an address may be in (Q40). */
export const STATES: Readonly<Record<string, (site: Site) => Promise<unknown>>> = {
  new: async () => undefined,
  pending: (site) => signUp(site),
  active: async (site) => {
    await joined(site);
    await sendLesson(site);
  },
  paused: async (site) => {
    await joined(site);
    await post(site, `${(await linksOf(site)).pause}/4`);
  },
  left: async (site) => {
    await joined(site);
    await post(site, (await linksOf(site)).unsubscribe);
  },
  bounced: async (site) => {
    const her = await joined(site);
    await site.stores.subscribers.replace(stopped(her, site.clock.now() + MONTH_MS, 'bounced'), 'stop');
    await suppress(site, 'bounced');
  },
  complained: (site) => suppress(site, 'complained'),
};

/** A site that holds the address in that state, with its queue worked off, a while later. */
export async function siteIn(
  state: (site: Site) => Promise<unknown>,
  options: Parameters<typeof openSite>[0] = {},
): Promise<Site> {
  const site = await openSite(options);
  await state(site);
  await site.drain();
  site.clock.advance(LATER_MS);
  return site;
}

async function suppress(site: Site, reason: SuppressionReason): Promise<void> {
  const id = await site.identities.idOf(EMAIL);
  await site.stores.suppressions.put({ id, reason, at: site.clock.now() });
}
