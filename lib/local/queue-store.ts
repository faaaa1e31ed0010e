import { randomUUID } from 'node:crypto';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import * as z from 'zod';
import { openSqlite } from './sqlite-file.ts';

export type QueueName = 'lessons' | 'enrol' | 'events';
export const QUEUE_NAMES = ['lessons', 'enrol', 'events'] as const satisfies readonly QueueName[];

/** A message in the hands of a consumer. `receipt` is good until its visibility ends. */
export interface Received {
  messageId: string;
  receipt: string;
  body: string;
  receiveCount: number;
  sentAt: number;
}

const row = z.object({
  message_id: z.string(),
  receipt: z.string(),
  body: z.string(),
  receive_count: z.int(),
  sent_at: z.int(),
});
const counted = z.object({ n: z.int() });

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA busy_timeout = 5000;
  PRAGMA secure_delete = ON;
  CREATE TABLE IF NOT EXISTS messages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id TEXT NOT NULL UNIQUE,
    queue TEXT NOT NULL,
    body TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    visible_at INTEGER NOT NULL,
    receive_count INTEGER NOT NULL DEFAULT 0,
    receipt TEXT,
    dead INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX IF NOT EXISTS next_message ON messages (queue, dead, visible_at, seq);
`;

const WAITING = `SELECT EXISTS (SELECT 1 FROM messages WHERE queue = ? AND dead = 0 AND visible_at <= ?) AS n`;

/** Messages that could be worked on now, or are; one that waits for its time does not count. */
const AT_WORK =
  'SELECT EXISTS (SELECT 1 FROM messages WHERE dead = 0 AND (visible_at <= ? OR receipt IS NOT NULL)) AS n';

/**
 * Queues in one SQLite file, with SQS's words: at least once, a visibility timeout, a count of receives, a
 * dead-letter queue. What `send` answered survives a kill of the process (the write-ahead log is the file
 * system's by then). Another process may send to the same file. Times are the machine's, in ms.
 */
export class QueueStore implements Disposable {
  readonly #db: DatabaseSync;
  readonly #now: () => number;
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: string, now: () => number = Date.now) {
    this.#db = openSqlite(file, SCHEMA);
    this.#now = now;
  }

  send(queue: QueueName, bodies: readonly string[], delayMs = 0): void {
    const now = this.#now();
    this.#atOnce(() => {
      for (const body of bodies) {
        this.#run(
          'INSERT INTO messages (message_id, queue, body, sent_at, visible_at) VALUES (?, ?, ?, ?, ?)',
          randomUUID(),
          queue,
          body,
          now,
          now + delayMs,
        );
      }
    });
  }

  /**
   * Takes up to `max` visible messages, oldest first, and hides them for `visibilityMs`. One that was taken
   * `maxReceives` times before goes to the dead letters instead.
   */
  receive(queue: QueueName, max: number, visibilityMs: number, maxReceives: number): Received[] {
    const now = this.#now();
    // Asked many times a second, mostly for nothing: a read takes no lock.
    if (this.#count(WAITING, queue, now) === 0) return [];
    return this.#atOnce(() => {
      this.#run(
        'UPDATE messages SET dead = 1, receipt = NULL WHERE queue = ? AND dead = 0 AND visible_at <= ? AND receive_count >= ?',
        queue,
        now,
        maxReceives,
      );
      const taken = this.#all(
        `UPDATE messages SET receive_count = receive_count + 1, visible_at = ?, receipt = message_id || ':' || (receive_count + 1)
         WHERE seq IN (SELECT seq FROM messages WHERE queue = ? AND dead = 0 AND visible_at <= ? ORDER BY visible_at, seq LIMIT ?)
         RETURNING message_id, receipt, body, receive_count, sent_at`,
        now + visibilityMs,
        queue,
        now,
        max,
      );
      return taken.map((one) => {
        const { message_id, receipt, body, receive_count, sent_at } = row.parse(one);
        return { messageId: message_id, receipt, body, receiveCount: receive_count, sentAt: sent_at };
      });
    });
  }

  /**
   * Done with it. A receipt of an earlier receive deletes nothing: someone else holds the message by now. Messages
   * hold addresses, so what is deleted is overwritten, in the log as well once nothing is at work: who leaves is on no
   * disk by way of a queue.
   */
  delete(receipt: string): void {
    this.#run('DELETE FROM messages WHERE receipt = ?', receipt);
    if (this.#count(AT_WORK, this.#now()) === 0) this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  /** Not done with it: it shows again after `delayMs`. */
  release(receipt: string, delayMs: number): void {
    this.#run(
      'UPDATE messages SET visible_at = ?, receipt = NULL WHERE receipt = ?',
      this.#now() + delayMs,
      receipt,
    );
  }

  /**
   * For the start of the one process that consumes: what an earlier one held when it died shows at once, and that
   * receive does not count, as the end was not the message's doing.
   */
  releaseAll(): void {
    this.#run(
      `UPDATE messages SET visible_at = ?, receipt = NULL, receive_count = receive_count - 1
       WHERE receipt IS NOT NULL AND dead = 0`,
      this.#now(),
    );
  }

  /** Messages waiting, delayed or in flight; none of the dead. */
  depth(queue: QueueName): number {
    return this.#count('SELECT count(*) AS n FROM messages WHERE queue = ? AND dead = 0', queue);
  }

  /** Messages in the dead-letter queue. */
  deadLettered(queue: QueueName): number {
    return this.#count('SELECT count(*) AS n FROM messages WHERE queue = ? AND dead = 1', queue);
  }

  /** Messages that wait for nothing but a consumer, are in flight, or will be tried again; over all queues. */
  pending(): number {
    return this.#count(
      'SELECT count(*) AS n FROM messages WHERE dead = 0 AND (visible_at <= ? OR receive_count > 0)',
      this.#now(),
    );
  }

  dead(queue: QueueName): number {
    return this.#count('SELECT count(*) AS n FROM messages WHERE queue = ? AND dead = 1', queue);
  }

  /** Puts dead letters back, to be tried anew. Answers how many. */
  redrive(queue: QueueName): number {
    return this.#run(
      'UPDATE messages SET dead = 0, receive_count = 0, visible_at = ? WHERE queue = ? AND dead = 1',
      this.#now(),
      queue,
    );
  }

  [Symbol.dispose](): void {
    this.#statements.clear();
    this.#db.close();
  }

  #atOnce<T>(work: () => T): T {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#prepared(sql).run(...values).changes);
  }

  #all(sql: string, ...values: SQLInputValue[]): unknown[] {
    return this.#prepared(sql).all(...values);
  }

  #count(sql: string, ...values: SQLInputValue[]): number {
    return counted.parse(this.#prepared(sql).get(...values)).n;
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.#db.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }
}
