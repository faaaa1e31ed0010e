import { joined, linkIn, linksOf, openSite, post, type Site, sendLesson } from './site.ts';

/** Opens the fresh link that was mailed and presses its button; answers the page. */
export async function saysYes(site: Site): Promise<string> {
  await site.drain();
  const mail = site.mails.findLast(({ kind }) => kind === 'link');
  if (mail === undefined) throw new Error('no link was mailed');
  return (await post(site, linkIn(mail, 'change'))).text();
}

export async function withLessons(
  lessons: number,
  overrides: Record<string, string | null> = {},
): Promise<Site> {
  const site = await openSite();
  await joined(site, overrides);
  for (let lesson = 0; lesson < lessons; lesson += 1) await sendLesson(site);
  return site;
}

export async function change(
  site: Site,
  fields: Record<string, string>,
): Promise<{ status: number; html: string }> {
  const { preferences } = await linksOf(site);
  const answer = await post(site, preferences, fields);
  return { status: answer.status, html: await answer.text() };
}
