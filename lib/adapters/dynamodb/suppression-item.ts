import * as z from 'zod/mini';
import { SUPPRESSION_STRENGTH } from '../../domain/sending/suppression.ts';
import type { Suppression } from '../../ports/suppression-store.ts';
import { fromItem, type Item, toItem } from './item.ts';
import { moment, VERSION, version } from './stored-values.ts';

const storedSuppression = z.object({
  v: version,
  pk: z.string(),
  reason: z.enum(['left', 'bounced', 'complained']),
  since: moment,
});

/** @throws on a suppression that {@link suppressionFromItem} would refuse: it is never written. */
export function suppressionItem({ id, reason, at }: Suppression): Item {
  const weight = SUPPRESSION_STRENGTH[reason];
  const item = toItem({ pk: id, v: VERSION, reason, since: at, weight });
  suppressionFromItem(item);
  return item;
}

export function suppressionFromItem(item: Item): Suppression {
  const { pk, reason, since } = storedSuppression.parse(fromItem(item));
  return { id: pk, reason, at: since };
}
