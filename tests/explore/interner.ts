/** Gives equal values one number, so that a state of the world is a few numbers and compares at once. */
export class Interner<Value> {
  readonly #ids = new Map<string, number>();
  readonly #texts: string[] = [];
  readonly #values: Value[] = [];

  id(value: Value): number {
    const text = JSON.stringify(value);
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#texts.length;
    this.#ids.set(text, id);
    this.#texts.push(text);
    this.#values.push(JSON.parse(text));
    return id;
  }

  /** Shared: whoever reads it changes nothing. */
  value(id: number): Value {
    const value = this.#values[id];
    if (value === undefined) throw new RangeError(`nothing has the number ${id}`);
    return value;
  }

  /** A copy of one's own. */
  copy(id: number): Value {
    return JSON.parse(this.#texts[id] ?? 'null');
  }
}
