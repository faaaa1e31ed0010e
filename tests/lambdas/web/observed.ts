import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { MemoryStores } from '../../memory/stores.ts';

/** What the site keeps things in: every store but the census and the notes, which are the operator's. */
export type SiteStores = Omit<MemoryStores, 'census' | 'accounts' | 'notes'>;

/** One call that the site made of something outside it: what of whom, and how many bytes it said. */
export interface Call {
  name: string;
  bytes: number;
}

/** Told of each call before it is made; the call waits for it. */
export type Watcher = (call: Call) => Promise<void>;

/** The same stores; each call of a method is told first. Calls that answer piece by piece are let be. */
export function observedStores(stores: SiteStores, watcher: Watcher): SiteStores {
  return {
    subscribers: observed('subscribers', stores.subscribers, watcher),
    ledger: observed('ledger', stores.ledger, watcher),
    suppressions: observed('suppressions', stores.suppressions, watcher),
    limits: observed('limits', stores.limits, watcher),
    counts: observed('counts', stores.counts, watcher),
    rate: observed('rate', stores.rate, watcher),
    training: observed('training', stores.training, watcher),
  };
}

/** Tells of each request on the wire to DynamoDB, once however often it is tried. */
export function observeRequests(client: DynamoDBClient, watcher: Watcher): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      await watcher({ name: context.commandName ?? 'unknown', bytes: bytesOf(args.input) });
      return next(args);
    },
    { step: 'initialize', name: 'observeRequests' },
  );
}

/** Every method of `port` that answers with a promise, told of first. */
export function observed<Port extends object>(name: string, port: Port, watcher: Watcher): Port {
  return new Proxy(port, {
    get: (target, property, receiver) => {
      const method: unknown = Reflect.get(target, property, receiver);
      if (typeof method !== 'function' || STREAMS.has(property)) return method;
      return async (...said: unknown[]) => {
        await watcher({ name: `${name}.${String(property)}`, bytes: bytesOf(said) });
        return Reflect.apply(method, target, said);
      };
    },
  });
}

const STREAMS: ReadonlySet<string | symbol> = new Set(['all', 'read']);

function bytesOf(said: unknown): number {
  return Buffer.byteLength(JSON.stringify(said) ?? '');
}
