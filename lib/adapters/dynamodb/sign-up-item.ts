import * as z from 'zod/mini';
import type { Run, SubscriberId } from '../../domain/subscriber.ts';
import type { Consent, SignUp } from '../../ports/subscriber-store.ts';
import { aboutFromSignUp, signUpColumns } from './field-columns.ts';
import { fromItem, type Item, textOf, toItem } from './item.ts';
import { flag, moment, VERSION, version } from './stored-values.ts';
import { CONSENT_PREFIX, expirySeconds, idOfKey, SIGN_UP, subscriberKey } from './table-shape.ts';

/** `SIGNUP` and `CONSENT#<run>`: read a few times in a course, so their names are whole words. */
const shown = {
  version: z.string(),
  hash: z.string(),
  askedAt: moment,
  page: z.string(),
  ip: z.string(),
  userAgent: z.string(),
  locale: z.string(),
  text: z.optional(z.string()),
};
const storedSignUp = z.object({
  v: version,
  pk: z.string(),
  signUpId: z.string(),
  address: z.string(),
  at: moment,
  expiresAtMs: moment,
  mailed: flag,
  ...shown,
});
const storedConsent = z.object({ v: version, ...shown, confirmedAt: moment });

/** @throws on a sign-up that {@link signUpFromItem} would refuse: it is never written. */
export function signUpItem(signUp: SignUp): Item {
  const { id, address, signUpId, at, mailed, expiresAt, consent } = signUp;
  const item = toItem({
    pk: subscriberKey(id),
    sk: SIGN_UP,
    v: VERSION,
    ...{ address, signUpId, at, mailed },
    ...signUpColumns(signUp),
    expiresAtMs: expiresAt,
    expiresAt: expirySeconds(expiresAt),
    ...consent,
  });
  signUpFromItem(item);
  return item;
}

export function signUpFromItem(item: Item): SignUp {
  const plain = fromItem(item);
  const { v, pk, expiresAtMs, version, hash, askedAt, page, ip, userAgent, locale, text, ...rest } =
    storedSignUp.parse(plain);
  const consent = {
    version,
    hash,
    askedAt,
    page,
    ip,
    userAgent,
    locale,
    ...(text === undefined ? {} : { text }),
  };
  return { ...rest, ...aboutFromSignUp(plain), id: idOfKey(pk), expiresAt: expiresAtMs, consent };
}

/** @throws on a consent that {@link consentFromItem} would refuse: it is never written. */
export function consentItem(id: SubscriberId, run: Run, consent: Consent): Item {
  const item = toItem({ pk: subscriberKey(id), sk: CONSENT_PREFIX + run, v: VERSION, ...consent });
  consentFromItem(item);
  return item;
}

export function consentFromItem(item: Item): { run: Run; consent: Consent } {
  const { v, ...consent } = storedConsent.parse(fromItem(item));
  return { run: textOf(item, 'sk').slice(CONSENT_PREFIX.length), consent };
}
