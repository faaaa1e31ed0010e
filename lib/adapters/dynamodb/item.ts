import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/**
 * Plain values to and from DynamoDB's typed ones: text, numbers and booleans, which is all that is stored.
 * Null and undefined are left out. The document client does the same for any value, at 12 KB of bundle more.
 */
export type Plain = string | number | boolean;
export type PlainItem = Readonly<Record<string, Plain | null | undefined>>;
export type Item = Record<string, AttributeValue>;

export function toItem(plain: PlainItem): Item {
  const item: Item = {};
  for (const name in plain) {
    const value = plain[name];
    if (value !== null && value !== undefined) item[name] = toAttribute(value);
  }
  return item;
}

export function toAttribute(value: Plain): AttributeValue {
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
      return { N: String(value) };
    case 'boolean':
      return { BOOL: value };
    default:
      throw new TypeError(`not a value that is stored: ${typeof value}`);
  }
}

/** An attribute of another kind comes out undefined, so that the schema of the item refuses it. */
export function fromItem(item: Item): Record<string, Plain | undefined> {
  const plain: Record<string, Plain | undefined> = {};
  for (const name in item) {
    const value = item[name];
    if (value !== undefined) plain[name] = plainOf(value);
  }
  return plain;
}

export function plainOf(attribute: AttributeValue | undefined): Plain | undefined {
  if (attribute === undefined) return undefined;
  return attribute.S ?? (attribute.N === undefined ? attribute.BOOL : Number(attribute.N));
}

/** A text attribute that must be there, such as a key. */
export function textOf(item: Item, name: string): string {
  const text = item[name]?.S;
  if (text === undefined) throw new Error(`an item without ${name}`);
  return text;
}

/** A number that may be missing. */
export function numberOf(item: Item | undefined, name: string): number | null {
  const text = item?.[name]?.N;
  return text === undefined ? null : Number(text);
}
