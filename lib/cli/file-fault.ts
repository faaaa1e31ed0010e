import { CommandFailure } from './terminal.ts';

const FAULTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ENOENT: 'is not there, or the folder that it names is not',
    ENOTDIR: 'names a file where a folder should be',
    EISDIR: 'is a folder: name a file',
    EEXIST: 'is there already: give another name',
    EACCES: 'is closed to you: take another file, or change who may use it',
    EROFS: 'cannot be written: the disk is read-only',
    ENOSPC: 'cannot be written: the disk is full',
  }),
);

/** What the file system says of a file that a person named, with the mend. Any other error as it is. */
export function fileFault(file: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  const fault = FAULTS.get(String(error.code)) ?? `cannot be used (${error.code})`;
  return new CommandFailure(`the file "${file}" ${fault}`, { cause: error });
}
