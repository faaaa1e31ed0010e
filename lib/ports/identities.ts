import type { SubscriberId } from '../domain/subscriber.ts';

export interface Identities {
  /** The keyed hash of a normalised address; see {@link SubscriberId}. The key never rotates. */
  idOf(normalisedAddress: string): Promise<SubscriberId>;
}
