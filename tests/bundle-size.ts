import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionName } from '../lib/infrastructure/bundling.ts';

/**
 * Bytes of one bundle: its code (`index.mjs`), the compiled templates beside it, which are loaded with it, and
 * all it ships but for source maps.
 */
export function bundleSize(
  outdir: string,
  name: FunctionName,
): { code: number; templates: number; all: number } {
  const folder = join(outdir, name);
  const size = { code: 0, templates: 0, all: 0 };
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const stat = statSync(join(folder, file));
    if (!stat.isFile() || file.endsWith('.map')) continue;
    size.all += stat.size;
    if (file === 'index.mjs') size.code = stat.size;
    else if (file.endsWith('.mjs')) size.templates += stat.size;
  }
  return size;
}
