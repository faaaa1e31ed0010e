import type { Address } from '../../domain/joining/address.ts';
import { mailboxOf } from '../../domain/joining/mailbox.ts';
import type { SubscriberId } from '../../domain/subscriber.ts';
import type { Identities } from '../../ports/identities.ts';

/** Under which the mails to a mailbox are counted. An address holds no space, so this is never a subscriber's id. */
export function mailboxIdOf(
  identities: Identities,
  { normalised }: Pick<Address, 'normalised'>,
): Promise<SubscriberId> {
  return identities.idOf(`mailbox ${mailboxOf(normalised)}`);
}
