import * as core from 'zod/v4/core';
import type { SessionId } from '../../domain/course.ts';
import { type Item, type Plain, plainOf } from './item.ts';
import { isSession, VERSION } from './stored-values.ts';

/**
 * Reads an item attribute by attribute, each as what it must be. A schema takes more than twice as long, and the items of a
 * lesson are read, and checked before they are written, some seven times. What is wrong comes out as something harmless
 * until {@link check} throws.
 */
export class Attributes {
  readonly #item: Item;
  readonly #issues: core.$ZodIssue[] = [];

  constructor(item: Item) {
    this.#item = item;
  }

  /** @throws an error of zod's, as every schema does: it names the attributes, and never what stands in them. */
  check(): void {
    if (this.#issues.length > 0) throw new core.$ZodRealError(this.#issues);
  }

  plain(name: string): Plain | undefined {
    return plainOf(this.#item[name]);
  }

  version(): typeof VERSION {
    return this.plain('v') === VERSION ? VERSION : this.#wrong('v', VERSION);
  }

  text(name: string): string {
    const value = this.plain(name);
    return typeof value === 'string' ? value : this.#wrong(name, '');
  }

  textOrNull(name: string): string | null {
    return this.plain(name) === undefined ? null : this.text(name);
  }

  day(name: string): string {
    const value = this.text(name);
    return value.length === 10 ? value : this.#wrong(name, value);
  }

  dayOrNull(name: string): string | null {
    return this.plain(name) === undefined ? null : this.day(name);
  }

  number(name: string): number {
    const value = this.plain(name);
    return typeof value === 'number' && Number.isFinite(value) ? value : this.#wrong(name, 0);
  }

  numberOrNull(name: string): number | null {
    return this.plain(name) === undefined ? null : this.number(name);
  }

  whole(name: string): number {
    const value = this.plain(name);
    return typeof value === 'number' && Number.isSafeInteger(value) ? value : this.#wrong(name, 0);
  }

  wholeOrNull(name: string): number | null {
    return this.plain(name) === undefined ? null : this.whole(name);
  }

  /** None is stored as nothing. */
  count(name: string): number {
    return this.wholeOrNull(name) ?? 0;
  }

  /** No is stored as nothing. */
  flag(name: string): boolean {
    const value = this.plain(name) ?? false;
    return typeof value === 'boolean' ? value : this.#wrong(name, false);
  }

  session(name: string): SessionId {
    const value = this.plain(name);
    return isSession(value) ? value : this.#wrong(name, '');
  }

  sessionOrNull(name: string): SessionId | null {
    return this.plain(name) === undefined ? null : this.session(name);
  }

  oneOf<Value extends Plain>(name: string, values: readonly [Value, ...Value[]]): Value {
    const value = this.plain(name);
    return values.find((one) => one === value) ?? this.#wrong(name, values[0]);
  }

  oneOfOrNull<Value extends Plain>(name: string, values: readonly Value[]): Value | null {
    const value = this.plain(name);
    if (value === undefined) return null;
    return values.find((one) => one === value) ?? this.#wrong(name, null);
  }

  #wrong<Value>(name: string, instead: Value): Value {
    this.#issues.push({ code: 'custom', path: [name], message: 'not what it must be', input: undefined });
    return instead;
  }
}
