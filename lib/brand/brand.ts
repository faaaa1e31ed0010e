import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

const plainWords = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^<>{}]*$/, 'plain words, without < > { }');

/** `brand.yaml`: who the course is. */
export const brandSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  address: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(
      /^(?=.{12})\S+[\s,]+\S+[\s,]+\S/s,
      'write the whole postal address, as on an envelope: street, town and code',
    ),
  /** Who writes the course, as the sign-up page says it. */
  coach: z.strictObject({ name: plainWords, role: plainWords }).optional(),
});
export type Brand = z.infer<typeof brandSchema>;

/** A file of the brand does not read. The message is one line that names the file. */
export class WrongBrand extends Error {
  override name = 'WrongBrand';
}

/** @throws WrongBrand naming the file and the field, when `brand.yaml` has another shape. */
export function readBrand(file: string): Brand {
  return readShaped(file, brandSchema);
}

/** @throws WrongBrand where the file is not there, is no YAML, or has another shape. */
export function readShaped<T>(file: string, schema: z.ZodType<T>): T {
  let parsed: unknown;
  try {
    parsed = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new WrongBrand(
      `${basename(file)}: ${error instanceof Error ? error.message.split('\n')[0] : error}`,
      {
        cause: error,
      },
    );
  }
  const read = schema.safeParse(parsed);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
  throw new WrongBrand(`${basename(file)}: ${faults.join('; ')}`);
}
