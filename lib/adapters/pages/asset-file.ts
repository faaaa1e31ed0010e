import { readFileSync } from 'node:fs';
import type { Asset } from '../../ports/pages.ts';

/**
 * The style sheet, script, icon, font and its licence that the build wrote into one `file`, read when one is first asked for. It
 * lies beside the code, so it is trusted as it is. Null for a name that is none of them.
 */
export function assetsIn(file: string): (name: string) => Asset | null {
  let read: ReadonlyMap<string, Asset> | undefined;
  return (name) => {
    read ??= assetsOf(JSON.parse(readFileSync(file, 'utf8')));
    return read.get(name) ?? null;
  };
}

function assetsOf(built: Record<string, { type: string; base64: string }>): Map<string, Asset> {
  return new Map(
    Object.entries(built).map(([name, { type, base64 }]) => [
      name,
      { type, body: Buffer.from(base64, 'base64') },
    ]),
  );
}
