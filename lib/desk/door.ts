import { createHash, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../domain/calendar.ts';

const CODE_MS = 10 * 60_000;
const VISIT_MS = 12 * 60 * 60_000;
const MOST_TRIES = 5;
/** A code that was tried too often, spent or out of date has no successor sooner. */
const BETWEEN_CODES_MS = 60_000;

export interface DoorDeps {
  now(): Instant;
  /** A fresh code for the person at the terminal. */
  newCode(): string;
  /** A secret that nobody guesses, for the cookie. */
  newVisit(): string;
  /** Shows a code in the terminal, and nowhere else. */
  show(code: string): void;
}

export type Entered = { kind: 'in'; visit: string } | { kind: 'wrong' } | { kind: 'no-code' };

interface Code {
  digest: Buffer;
  shownAt: Instant;
  triesLeft: number;
}

/** Lets the coach's own phone in from her network: by a code that works once and briefly, then by a cookie until the evening. */
export class Door {
  readonly #deps: DoorDeps;
  readonly #visits: { digest: Buffer; until: Instant }[] = [];
  #code: Code | null = null;

  constructor(deps: DoorDeps) {
    this.#deps = deps;
  }

  /** Shows a code, unless one works already or the last one is not a minute old. Answers whether one works now. */
  offer(): boolean {
    if (this.#works()) return true;
    const now = this.#deps.now();
    if (this.#code !== null && now - this.#code.shownAt < BETWEEN_CODES_MS) return false;
    const code = this.#deps.newCode();
    this.#code = { digest: digestOf(plain(code)), shownAt: now, triesLeft: MOST_TRIES };
    this.#deps.show(code);
    return true;
  }

  /** Tries a code as it was typed, whatever its case, spaces and dashes. */
  enter(typed: string): Entered {
    if (this.#code === null || !this.#works()) return { kind: 'no-code' };
    this.#code.triesLeft -= 1;
    if (!timingSafeEqual(this.#code.digest, digestOf(plain(typed)))) return { kind: 'wrong' };
    this.#code.triesLeft = 0;
    const visit = this.#deps.newVisit();
    this.#visits.push({ digest: digestOf(visit), until: this.#deps.now() + VISIT_MS });
    return { kind: 'in', visit };
  }

  isIn(visit: string | undefined): boolean {
    if (visit === undefined) return false;
    const digest = digestOf(visit);
    const now = this.#deps.now();
    return this.#visits.some((one) => timingSafeEqual(one.digest, digest) && now < one.until);
  }

  #works(): boolean {
    if (this.#code === null) return false;
    return this.#code.triesLeft > 0 && this.#deps.now() - this.#code.shownAt < CODE_MS;
  }
}

function plain(typed: string): string {
  return typed.toLowerCase().replaceAll(/[\s-]/g, '');
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
