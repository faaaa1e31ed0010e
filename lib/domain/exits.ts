/** A reason to leave that has a page of its own. Its name is the first part of the page's address: /pregnant/<token>. */

/** What the addresses of the site's own pages begin with, and what her settings ask for by that name. */
export const TAKEN_NAMES: readonly string[] = [
  ...['assets', 'pictures', 'help', 'sample', 'check-your-inbox', 'privacy', 'embed', 'health', 'signup'],
  ...['confirm', 'unsubscribe', 'lesson', 'feedback', 'preferences', 'pause', 'data', 'change'],
  ...['no-baby-mentions', 'week', 'weeks', 'calendar', 'level', 'resume', 'pace', 'country', 'training'],
];

/** Why a name cannot stand in an address; null where it can. `shape`: small letters and dashes. */
export function faultOfExit(name: string): 'shape' | 'taken' | null {
  if (!/^[a-z]+(?:-[a-z]+)*$/.test(name)) return 'shape';
  return TAKEN_NAMES.includes(name) ? 'taken' : null;
}
