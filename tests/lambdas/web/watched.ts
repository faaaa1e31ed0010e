import type { Log } from '../../../lib/ports/log.ts';
import type { SiteStores } from './observed.ts';

const READS = new Set([
  'get',
  'getRaw',
  'getSignUp',
  'signUpAt',
  'getConsents',
  'everything',
  'of',
  'mails',
  'isSpent',
  'all',
  'state',
  'due',
  'getMark',
  'hasAgreed',
  'week',
  'weeks',
]);

/** The stores themselves, with every call that is no reading written down. */
export function watched(stores: SiteStores, writes: string[]): SiteStores {
  const watch = <Store extends object>(store: Store): Store =>
    new Proxy(store, {
      get: (target, name, receiver) => {
        if (typeof name === 'string' && !READS.has(name)) writes.push(name);
        return Reflect.get(target, name, receiver);
      },
    });
  return {
    subscribers: watch(stores.subscribers),
    ledger: watch(stores.ledger),
    suppressions: watch(stores.suppressions),
    limits: watch(stores.limits),
    counts: watch(stores.counts),
    rate: watch(stores.rate),
    training: watch(stores.training),
  };
}

export function memoryLog(logged: string[]): Log {
  const write = (level: string) => (event: string, fields: object | undefined) =>
    void logged.push(JSON.stringify({ level, event, ...fields }));
  return {
    info: write('info'),
    warn: write('warn'),
    error: (event, error, fields) => {
      const said = error instanceof Error ? `${error.message} ${error.stack}` : String(error);
      logged.push(JSON.stringify({ level: 'error', event, error: said, ...fields }));
    },
  };
}
