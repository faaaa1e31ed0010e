import type { Context } from 'hono';
import * as z from 'zod/mini';
import { inUtf8, urlEncodedEntries } from './body-text.ts';

/** Every form is a few short answers. */
const LARGEST_BODY_BYTES = 10 * 1024;

/** What a body says: each field once, as text. */
export type FormFields = Record<string, string>;

export type ReadBody = { kind: 'read'; fields: FormFields } | { kind: 'too-large' };

const LONGEST_FIELD = 1_000;

/** `true` in JSON is what a ticked box is in a form. What is neither text, number nor yes or no counts as missing. */
const field = z.catch(
  z.optional(
    z.union([
      z.string().check(z.maxLength(LONGEST_FIELD)),
      z.pipe(z.number(), z.transform(String)),
      z.pipe(
        z.boolean(),
        z.transform((ticked: boolean) => (ticked ? 'yes' : 'no')),
      ),
    ]),
  ),
  undefined,
);

/** A form with these fields: what it does not name is dropped here and goes no further. */
export function form<const Names extends readonly string[]>(...names: Names) {
  return z.pipe(
    z.catch(z.object(Object.fromEntries(names.map((name) => [name, field]))), {}),
    z.transform((fields) =>
      Object.fromEntries(
        Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
    ),
  );
}

/** Reads a form or JSON of at most 10 KB. What cannot be read is an empty form, which is then asked again. */
export async function readBody(c: Context, schema: ReturnType<typeof form>): Promise<ReadBody> {
  const bytes = await readBytes(c.req.raw);
  if (bytes === 'too-large') return { kind: 'too-large' };
  const raw = await parse(bytes, c.req.header('content-type') ?? '');
  return { kind: 'read', fields: schema.parse(raw) };
}

export function isJson(c: Context): boolean {
  return /^application\/(?:[\w.+-]+\+)?json\b/i.test(c.req.header('content-type') ?? '');
}

async function readBytes(request: Request): Promise<Uint8Array<ArrayBuffer> | 'too-large'> {
  if (Number(request.headers.get('content-length') ?? 0) > LARGEST_BODY_BYTES) return 'too-large';
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const body = request.body.values();
  for (let next = await body.next(); !next.done; next = await body.next()) {
    length += next.value.length;
    if (length > LARGEST_BODY_BYTES) {
      void drain(body);
      return 'too-large';
    }
    chunks.push(next.value);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** Reads and drops the rest while the answer goes out: to stop reading would reset the connection before the answer arrives. */
async function drain(body: ReadableStreamAsyncIterator<Uint8Array>): Promise<void> {
  try {
    for await (const _ of body);
  } catch {
    // The sender closed the connection; nothing is left to do.
  }
}

async function parse(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<unknown> {
  try {
    if (/json\b/i.test(contentType)) return JSON.parse(new TextDecoder().decode(inUtf8(bytes)));
    if (/^multipart\/form-data\b/i.test(contentType))
      return firstOfEach(
        await new Response(inUtf8(bytes), { headers: { 'content-type': contentType } }).formData(),
      );
    return firstOfEach(urlEncodedEntries(bytes));
  } catch {
    // A body that is not what it says it is: the form is asked again, with a message at each field.
    return {};
  }
}

function firstOfEach(entries: Iterable<[string, unknown]>): Record<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const [name, value] of entries) if (!fields.has(name)) fields.set(name, value);
  return Object.fromEntries(fields);
}
