import type { SubscriberId } from '../domain/subscriber.ts';

export type TokenPurpose =
  | 'confirm'
  | 'unsubscribe'
  | 'lesson'
  | 'feedback'
  | 'preferences'
  | 'pause'
  | 'data'
  | 'change'
  | 'week'
  | 'weeks'
  | 'calendar';

/**
 * What a link stands for. `subject` is the run, except: confirm carries the sign-up's id, data a one-time id
 * with its expiry, weeks the run with its expiry, change the id of what she asked for, unsubscribe nothing, so that it works in every run and never expires (Q23).
 */
export interface TokenContent {
  id: SubscriberId;
  subject: string;
  /** The lesson's number, for feedback, the web lesson and her week; a week without it is her newest. */
  lesson?: number;
}

export interface Tokens {
  sign(purpose: TokenPurpose, content: TokenContent): Promise<string>;
  /** Null for a token that is malformed, of another purpose, or not signed by a key we accept. */
  verify(purpose: TokenPurpose, token: string): Promise<TokenContent | null>;
}
