import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dynamoStores } from '../../../lib/adapters/dynamodb/stores.ts';
import { type EmbeddedDynamoDb, startDynamoDb } from '../../../lib/local/dynamodb.ts';
import { freshTables } from '../../fresh-tables.ts';
import { someOf } from '../../whole-course.ts';
import { EMAIL, STATES, siteIn } from './address-states.ts';
import { type Call, observeRequests, type Watcher } from './observed.ts';
import { type openSite, post, type Site, signUpFields } from './site.ts';

/**
 * Q40: nobody learns the state of an address from the time that the answer takes. Shown in two ways: what is asked
 * of the stores and queues on the way, call by call and byte by byte; and by the clock, with each call made so slow
 * that one more would stand out. This is no measure of speed (that is the benchmark's): only differences within one
 * round count, and the machine's load meets all requests of a round alike.
 */

type Press = (site: Site, state: string) => Promise<unknown>;
type Stores = NonNullable<NonNullable<Parameters<typeof openSite>[0]>['stores']>;
type Backing = (watcher: Watcher) => Promise<{ stores?: Stores }>;

const press: Press = async (site) => post(site, '/signup', signUpFields({ birthDate: '2026-02-02' }));

/** The fault that these tests are there to see: who is on the course costs one look more. */
const pressAndPeek: Press = async (site, state) => {
  if (state === 'active') await site.stores.suppressions.get(EMAIL);
  return press(site, state);
};

let embedded: EmbeddedDynamoDb;
beforeAll(async () => {
  embedded = await startDynamoDb();
});
afterAll(() => embedded.stop());

const inMemory: Backing = async () => ({});

const inDynamoDb: Backing = async (watcher) => {
  const { client, tables } = await freshTables(embedded.endpoint);
  observeRequests(client, watcher);
  return { stores: (now) => dynamoStores({ client, tables, now }) };
};

/** On the wire first: in memory the same is asked, less one layer. */
const BACKINGS: readonly [string, Backing][] = [
  ['in DynamoDB, on the wire', inDynamoDb],
  ['in memory', inMemory],
];

describe.each(someOf(BACKINGS, 2))(
  'the calls that a sign-up makes before its answer, %s',
  (_name, backing) => {
    test('are the same, in the same order and of the same size, whatever the state of the address', async () => {
      const [first, ...others] = await callsInEachState(backing, press);
      expect(first?.map(({ name }) => name)).toContain('enrolQueue.send');
      expect(others).toHaveLength(6);
      for (const other of others) expect(other).toEqual(first);
    });

    test('would tell of a look at one state alone', async () => {
      const [first, ...others] = await callsInEachState(backing, pressAndPeek);
      expect(others.filter((other) => other.length !== first?.length)).toHaveLength(1);
    });
  },
);

async function callsInEachState(backing: Backing, pressed: Press): Promise<Call[][]> {
  const every: Call[][] = [];
  for (const [name, state] of Object.entries(STATES)) {
    const calls: Call[] = [];
    const watcher: Watcher = async (call) => void calls.push(call);
    const site = await siteIn(state, { ...(await backing(watcher)), watcher });
    calls.length = 0;
    await pressed(site, name);
    every.push([...calls]);
  }
  return every;
}

describe('the time of the answer, with each call made slow', () => {
  const CALL_TAKES_MS = 10;
  const ROUNDS = 15;
  /** What is there is there each time; what the machine's load did in one series is gone in another. */
  const SERIES = 3;

  test('is the same whatever the state of the address', async () => {
    expect(await lastingGap(press)).toBeLessThan(CALL_TAKES_MS / 2);
  });

  test('would tell of a look at one state alone', async () => {
    expect(await lastingGap(pressAndPeek)).toBeGreaterThan(CALL_TAKES_MS / 2);
  });

  /** How far apart the slowest and the fastest state are at least, in ms, however often it is measured. */
  async function lastingGap(pressed: Press): Promise<number> {
    const sites = await slowSites();
    let smallest = Number.POSITIVE_INFINITY;
    for (let series = 0; series < SERIES && smallest >= CALL_TAKES_MS / 2; series += 1)
      smallest = Math.min(smallest, await gapOf(sites, pressed));
    return smallest;
  }

  async function slowSites(): Promise<[string, Site][]> {
    const sites: [string, Site][] = [];
    for (const [name, state] of Object.entries(STATES)) {
      let slow = false;
      const watcher: Watcher = async () => (slow ? sleep(CALL_TAKES_MS) : undefined);
      const settings = { signUpsPerHourPerNetwork: 10_000 };
      sites.push([name, await siteIn(state, { watcher, settings })]);
      slow = true;
    }
    return sites;
  }

  /** All states at once, round after round, in an order that chance draws anew: each state's median against its round's. */
  async function gapOf(sites: readonly [string, Site][], pressed: Press): Promise<number> {
    const apart = new Map<string, number[]>(sites.map(([name]) => [name, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      const took = await Promise.all(
        shuffled(sites).map(async ([name, site]) => {
          const from = performance.now();
          await pressed(site, name);
          return { name, ms: performance.now() - from };
        }),
      );
      const usual = median(took.map(({ ms }) => ms));
      for (const { name, ms } of took) apart.get(name)?.push(ms - usual);
    }
    const medians = [...apart.values()].map(median);
    return Math.max(...medians) - Math.min(...medians);
  }
});

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
