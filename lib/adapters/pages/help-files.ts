import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HelpView } from '../../ports/pages.ts';

/**
 * The help pages that the build wrote, one file an edition in `folder`, read when one of it is first asked for. They
 * lie beside the code, so they are trusted as they are. Null for a page or an edition that is none.
 */
export function helpIn(folder: string, editions: readonly string[]) {
  const read = new Map<string, ReadonlyMap<string, HelpView>>();
  return (page: string, address: string): HelpView | null => {
    // An address in a mail that is to name no baby says "quiet".
    const edition = address.replace(/-quiet$/, '-no-baby');
    if (!editions.includes(edition)) return null;
    const pages = read.get(edition) ?? pagesIn(join(folder, `${edition}.json`));
    read.set(edition, pages);
    return pages.get(page) ?? null;
  };
}

function pagesIn(file: string): Map<string, HelpView> {
  const built: Record<string, HelpView> = JSON.parse(readFileSync(file, 'utf8'));
  return new Map(Object.entries(built));
}
