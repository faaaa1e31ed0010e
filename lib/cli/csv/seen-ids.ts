import { Buffer } from 'node:buffer';

const WORDS = 3;
const FIRST_SLOTS = 4_096;

/** Which ids came before, in 24 to 48 bytes for each: 96 bits of it, in a table of open addresses. */
export class SeenIds {
  #slots = FIRST_SLOTS;
  #table = new Uint32Array(FIRST_SLOTS * WORDS);
  #count = 0;

  /** Answers whether it is new. `id` is a keyed hash in base64url, of 16 bytes. */
  add(id: string): boolean {
    const bytes = Buffer.from(id, 'base64url');
    const words = [bytes.readUInt32LE(0) || 1, bytes.readUInt32LE(4), bytes.readUInt32LE(8)];
    const slot = this.#slotOf(words);
    if (this.#table[slot * WORDS] !== 0) return false;
    this.#table.set(words, slot * WORDS);
    this.#count += 1;
    if (this.#count * 2 > this.#slots) this.#grow();
    return true;
  }

  #slotOf(words: ArrayLike<number>): number {
    let slot = (words[0] ?? 0) % this.#slots;
    while (this.#table[slot * WORDS] !== 0 && !this.#holds(slot, words)) slot = (slot + 1) % this.#slots;
    return slot;
  }

  #holds(slot: number, words: ArrayLike<number>): boolean {
    for (let at = 0; at < WORDS; at += 1) if (this.#table[slot * WORDS + at] !== words[at]) return false;
    return true;
  }

  #grow(): void {
    const old = this.#table;
    this.#slots *= 2;
    this.#table = new Uint32Array(this.#slots * WORDS);
    for (let at = 0; at < old.length; at += WORDS) {
      if (old[at] === 0) continue;
      const words = old.subarray(at, at + WORDS);
      this.#table.set(words, this.#slotOf(words) * WORDS);
    }
  }
}
