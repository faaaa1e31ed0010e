/** Compares one thing that a look showed with what she was told of it; a function says whether it agrees. */
export type Compare = (what: string, shown: string | ((told: string) => boolean)) => void;

/**
 * What a page told her that it keeps. It must stand until she changes it; while an answer is out, or was lost, anything
 * may stand.
 */
export class Told {
  readonly #fail: (what: string) => void;
  readonly #told = new Map<string, string>();
  /** Writes under way, and whether several of them met. */
  readonly #open = new Map<string, { count: number; met: boolean }>();
  #turn = 0;

  constructor(fail: (what: string) => void) {
    this.#fail = fail;
  }

  clear(): void {
    this.#turn += 1;
    this.#told.clear();
    this.#open.clear();
  }

  /** Answers what is called with what she was told in the end; null for nothing. */
  beginWrite(what: string): (told: string | null) => void {
    const open = this.#open.get(what) ?? { count: 0, met: false };
    open.met ||= open.count > 0;
    open.count += 1;
    this.#open.set(what, open);
    this.#told.delete(what);
    this.#turn += 1;
    return (told) => {
      open.count -= 1;
      this.#turn += 1;
      if (open.count > 0 || this.#open.get(what) !== open) return;
      this.#open.delete(what);
      if (told !== null && !open.met) this.#told.set(what, told);
    };
  }

  /** Answers what compares what the look showed. A look that she wrote during proves nothing. */
  beginLook(): Compare {
    const turn = this.#turn;
    return (what, shown) => {
      const told = this.#told.get(what);
      if (told === undefined || turn !== this.#turn) return;
      const agrees = typeof shown === 'string' ? shown === told : shown(told);
      if (!agrees) this.#fail(`she was told that her ${what} is "${told}", and is shown something else`);
    };
  }
}
