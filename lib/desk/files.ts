import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** What a form was made from, so that a file that changed meanwhile is noticed. */
export function hashOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

export type FileText = { kind: 'text'; text: string } | { kind: 'unreadable'; why: string };

/** The text of one of the coach's files. One that is no UTF-8 is not read: it could not be written back as it was. */
export function readText(root: string, file: string): FileText {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      readFileSync(resolve(root, file)),
    );
    return { kind: 'text', text };
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error;
    const why = isGone
      ? `it cannot be read: ${error.message}`
      : 'it is not saved as UTF-8: save it so in an editor first';
    return { kind: 'unreadable', why };
  }
}

/** Puts `text` in the place of a file whole, or not at all: a kill at any moment leaves the one or the other. */
export function replaceFile(root: string, file: string, text: string): void {
  const target = realpathSync(resolve(root, file));
  const beside = join(dirname(target), `.${basename(target)}.saving`);
  const handle = openSync(beside, 'w', statSync(target).mode);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
  renameSync(beside, target);
}
