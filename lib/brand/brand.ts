import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

const brandSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  address: z.string().trim().min(1).max(200),
});
export type Brand = z.infer<typeof brandSchema>;

/** @throws naming the file and the field, when `brand.yaml` has another shape. */
export function readBrand(file: string): Brand {
  const read = brandSchema.safeParse(parse(readFileSync(file, 'utf8')));
  if (read.success) return read.data;
  throw new Error(`${basename(file)}: ${z.prettifyError(read.error)}`);
}
