import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Country } from '../../domain/countries.ts';
import type { HelpView } from '../../ports/pages.ts';

interface Editions {
  /** The keys of all that there are. */
  editions: readonly string[];
  /** Whose pages stand in for those of a country that is gone. */
  elsewhere: Country;
}

/**
 * The help pages that the build wrote, one file an edition in `folder`, read when one of it is first asked for. They
 * lie beside the code, so they are trusted as they are. Null for a page or an edition that is none.
 */
export function helpIn(folder: string, { editions, elsewhere }: Editions) {
  const read = new Map<string, ReadonlyMap<string, HelpView>>();
  return (page: string, address: string | null): HelpView | null => {
    // An address in a mail that is to name no baby says "quiet".
    const asked = (address ?? elsewhere).replace(/-quiet$/, '-no-baby');
    if (!editions.includes(asked) && !COUNTRY_OF_OLD.test(asked)) return null;
    const edition = editions.includes(asked) ? asked : asked.replace(COUNTRY_OF_OLD, `${elsewhere}$1`);
    const pages = read.get(edition) ?? pagesIn(join(folder, `${edition}.json`));
    read.set(edition, pages);
    return pages.get(page) ?? null;
  };
}

/** An address in an older mail, whose country may be gone from the course. */
const COUNTRY_OF_OLD = /^[A-Z]{2}(?:-[a-z]{2,3})?(-no-baby)?$/;

function pagesIn(file: string): Map<string, HelpView> {
  const built: Record<string, HelpView> = JSON.parse(readFileSync(file, 'utf8'));
  return new Map(Object.entries(built));
}
