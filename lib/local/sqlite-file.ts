import { DatabaseSync } from 'node:sqlite';
import { DamagedData, FROM_BACKUP } from './damaged-data.ts';

/**
 * Opens a SQLite file and makes what is missing of `schema`.
 * @throws DamagedData when the file is no database any more, or was cut.
 */
export function openSqlite(file: string, schema: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    database.exec(schema);
    const [row] = database.prepare('PRAGMA quick_check(1)').all();
    if (row?.['quick_check'] !== 'ok') throw new Error(String(row?.['quick_check']));
    return database;
  } catch (cause) {
    database?.close();
    if (isDamage(cause)) throw new DamagedData(file, 'is damaged', FROM_BACKUP, { cause });
    throw cause;
  }
}

/** A full disk, a folder that cannot be written and a lock are told by their own codes. */
function isDamage(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : SQLITE_CORRUPT;
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
}

/** Result codes of SQLite (https://sqlite.org/rescode.html). */
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;
