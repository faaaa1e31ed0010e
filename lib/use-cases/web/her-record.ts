import type { Receiving, Stopped } from '../../domain/subscriber.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import type { TokenContent, TokenPurpose, Tokens } from '../../ports/tokens.ts';

export interface HerRecordDeps {
  tokens: Tokens;
  subscribers: Pick<SubscriberStore, 'get' | 'replace'>;
}

/**
 * Whom a link of a mail stands for. Null for a link that is no link of ours, of another purpose, of an earlier
 * run, or of someone we hold nothing of: the page is the same for all.
 */
export async function herRecord(
  deps: HerRecordDeps,
  purpose: Exclude<TokenPurpose, 'confirm' | 'unsubscribe' | 'data'>,
  token: string,
): Promise<{ subscriber: Receiving | Stopped; content: TokenContent } | null> {
  const content = await deps.tokens.verify(purpose, token);
  if (content === null) return null;
  const subscriber = await deps.subscribers.get(content.id);
  return subscriber === null || subscriber.run !== content.subject ? null : { subscriber, content };
}

/** Whoever receives lessons; null as well when her address bounced, since nothing comes to it. */
export async function whoReceives(
  deps: HerRecordDeps,
  purpose: Exclude<TokenPurpose, 'confirm' | 'unsubscribe' | 'data'>,
  token: string,
): Promise<{ subscriber: Receiving; content: TokenContent } | null> {
  const owner = await herRecord(deps, purpose, token);
  if (owner === null || owner.subscriber.state === 'stopped') return null;
  return { subscriber: owner.subscriber, content: owner.content };
}
