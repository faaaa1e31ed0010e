import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { AcceptedMail } from './ses-events.ts';
import { openSqlite } from './sqlite-file.ts';

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA busy_timeout = 5000;
  CREATE TABLE IF NOT EXISTS mails (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    tags TEXT NOT NULL,
    raw BLOB NOT NULL,
    shown TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS mails_by_time ON mails (at);
  CREATE TABLE IF NOT EXISTS events (seq INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL);
`;

const shownRow = z.object({ seq: z.int(), shown: z.string() });
const rawRow = z.object({ raw: z.instanceof(Uint8Array) }).optional();
const eventRow = z.object({ seq: z.int(), body: z.string() }).optional();
const counted = z.object({ n: z.int() });

/** Mails that were accepted, and events about them that nobody has taken yet, in one SQLite file. */
export class InboxStore implements Disposable {
  readonly #db: DatabaseSync;

  constructor(file: string) {
    this.#db = openSqlite(file, SCHEMA);
  }

  /** Keeps a mail together with its events: both or neither. `shown` is the mail as the inbox's page reads it. */
  keep(mail: AcceptedMail, shown: object, events: readonly object[]): void {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      this.#db
        .prepare('INSERT INTO mails (message_id, at, tags, raw, shown) VALUES (?, ?, ?, ?, ?)')
        .run(mail.messageId, mail.at, JSON.stringify(mail.tags), mail.raw, JSON.stringify(shown));
      const insert = this.#db.prepare('INSERT INTO events (body) VALUES (?)');
      for (const event of events) insert.run(JSON.stringify(event));
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  /** What the page shows, oldest first, as JSON texts; one page of rows in memory at a time. */
  *shown(sinceMs: number): Generator<string> {
    const next = this.#db.prepare(
      'SELECT seq, shown FROM mails WHERE seq > ? AND at >= ? ORDER BY seq LIMIT 50',
    );
    let after = 0;
    for (;;) {
      const rows = next.all(after, sinceMs).map((row) => shownRow.parse(row));
      for (const { seq, shown } of rows) {
        after = seq;
        yield shown;
      }
      if (rows.length === 0) return;
    }
  }

  rawOf(messageId: string): Uint8Array | null {
    return (
      rawRow.parse(this.#db.prepare('SELECT raw FROM mails WHERE message_id = ?').get(messageId))?.raw ?? null
    );
  }

  /** Empties what the page shows; events that wait are kept. */
  clear(): void {
    this.#db.exec('DELETE FROM mails');
  }

  nextEvent(): { seq: number; body: string } | null {
    return (
      eventRow.parse(this.#db.prepare('SELECT seq, body FROM events ORDER BY seq LIMIT 1').get()) ?? null
    );
  }

  dropEvent(seq: number): void {
    this.#db.prepare('DELETE FROM events WHERE seq = ?').run(seq);
  }

  pendingEvents(): number {
    return counted.parse(this.#db.prepare('SELECT count(*) AS n FROM events').get()).n;
  }

  [Symbol.dispose](): void {
    this.#db.close();
  }
}
