import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { DamagedData, FROM_BACKUP } from './damaged-data.ts';

/**
 * Opens a SQLite file and makes what is missing of `schema`.
 * @throws DamagedData when the file is no database any more, or was cut.
 */
export function openSqlite(file: string, schema: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  // SQLite tells it only at the first write, and does not name the file.
  if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK);
  try {
    database = new DatabaseSync(file);
    database.exec(schema);
    const [row] = database.prepare('PRAGMA quick_check(1)').all();
    if (row?.['quick_check'] !== 'ok') throw new Error(String(row?.['quick_check']));
    return database;
  } catch (cause) {
    database?.close();
    throw faultOf(file, cause);
  }
}

/** A full disk and a lock are told by their own codes. */
function faultOf(file: string, cause: unknown): unknown {
  const code = cause instanceof Error && 'errcode' in cause ? cause.errcode : SQLITE_CORRUPT;
  if (code === SQLITE_CORRUPT || code === SQLITE_NOTADB)
    return new DamagedData(file, 'is damaged', FROM_BACKUP, { cause });
  if (code !== SQLITE_CANTOPEN) return cause;
  const mend =
    existsSync(file) && statSync(file).isDirectory()
      ? FROM_BACKUP
      : 'Make it, and the folder it is in, writable';
  return new DamagedData(file, 'is no file that can be written', mend, { cause });
}

/** Result codes of SQLite (https://sqlite.org/rescode.html). */
const SQLITE_CORRUPT = 11;
const SQLITE_CANTOPEN = 14;
const SQLITE_NOTADB = 26;
