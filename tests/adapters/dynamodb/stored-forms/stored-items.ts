import { readFileSync } from 'node:fs';
import { type AttributeValue, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Database } from '../../../../lib/adapters/dynamodb/client.ts';
import { dynamoStores } from '../../../../lib/adapters/dynamodb/stores.ts';
import { DUE_AT } from '../../../contracts/records.ts';
import { freshTables } from '../../../fresh-tables.ts';

/**
 * Real items of each form that a release wrote, as they lay in its tables. A file is added for each new form, and for
 * what is added to one; none is ever changed: docs/rules/data.md#stored-forms.
 */
const FILES = { first: 'form-1.json', added: 'form-1-added.json' } as const;

const attribute = z.union([
  z.object({ S: z.string() }),
  z.object({ N: z.string() }),
  z.object({ BOOL: z.boolean() }),
  z.object({ SS: z.array(z.string()) }),
]);
const items = z.array(z.record(z.string(), attribute));
const stored = z.object({ subscribers: items, suppressions: items });
export type StoredItem = Record<string, AttributeValue>;

/** Tables that hold the items of one file, read by this release. */
export async function tablesOf(endpoint: string, file: keyof typeof FILES) {
  const text = readFileSync(new URL(FILES[file], import.meta.url), 'utf8');
  const { subscribers, suppressions } = stored.parse(JSON.parse(text));
  const { client, tables } = await freshTables(endpoint);
  const put = (item: StoredItem, TableName = tables.subscribers) =>
    client.send(new PutItemCommand({ TableName, Item: item }));
  for (const item of subscribers) await put(item);
  for (const item of suppressions) await put(item, tables.suppressions);
  const database: Database = { client, tables, now: () => DUE_AT };
  const itemOf = async (pk: string, sk: string): Promise<StoredItem> => {
    const Key = { pk: { S: pk }, sk: { S: sk } };
    const { Item } = await client.send(new GetItemCommand({ TableName: tables.subscribers, Key }));
    if (Item === undefined) throw new Error(`there is no ${pk} ${sk}`);
    return Item;
  };
  return { stores: dynamoStores(database), itemOf, put };
}

/** What a release writes that knows only `known` of an item: the rest is lost. */
export function narrowedTo(item: StoredItem, known: object): StoredItem {
  return Object.fromEntries(Object.entries(item).filter(([name]) => name in known || KEYS.includes(name)));
}

const KEYS = ['pk', 'sk', 'duePk', 'dueSk'];
