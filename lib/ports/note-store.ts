import type { NoteId, NoteLine } from '../domain/sending/note.ts';
import type { SubscriberId } from '../domain/subscriber.ts';
import type { Written } from './written.ts';

/** One line for each mother a note goes to; it is the claim as well. Deleted with the rest of what is held of her. */
export interface NoteStore {
  get(id: SubscriberId, note: NoteId): Promise<NoteLine | null>;
  /** `conflict`: a line stands, so another process claimed it first. */
  create(line: NoteLine): Promise<Written>;
  /** Replaces the line as it was read. `conflict`: it changed since, or is gone because she left; it is never made anew. */
  replace(line: NoteLine): Promise<Written>;
  /** Takes back a claim that certainly sent nothing. One that changed since it was read stays. */
  delete(line: NoteLine): Promise<void>;
  /** Every line. One that cannot be parsed is passed over, and `unreadable` gets its subscriber's id. */
  all(unreadable: (id: SubscriberId) => void): AsyncIterable<NoteLine>;
}
