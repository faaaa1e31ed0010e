import type { SubscriberId } from '../subscriber.ts';

/** Partitions of the due index. Changing it loses rows: the index is keyed by it (docs/rules/sending.md#due-index, Q12). */
export const SHARDS = 16;

/** The partition that holds `id`, 0 to `of` − 1. The same for ever: FNV-1a over the id's characters. */
export function shardOf(id: SubscriberId, of: number = SHARDS): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % of;
}
