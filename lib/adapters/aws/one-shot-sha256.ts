import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

type Secret = string | ArrayBuffer | ArrayBufferView;

/** SHA-256, or HMAC-SHA-256 with a secret, as the SDK asks for it (its `ChecksumConstructor`). */
export class OneShotSha256 {
  readonly digestLength = 32;
  readonly #secret: Secret | undefined;
  #chunks: Uint8Array[] = [];

  constructor(secret?: Secret) {
    this.#secret = secret;
  }

  update(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
  }

  async digest(): Promise<Uint8Array> {
    const [first] = this.#chunks;
    const whole = first !== undefined && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    if (this.#secret === undefined) return hash('sha256', whole, 'buffer');
    return createHmac('sha256', keyOf(this.#secret)).update(whole).digest();
  }

  reset(): void {
    this.#chunks = [];
  }
}

/** The SDK signs a whole day with the same bytes; making a key of them costs as much as signing. */
const keys = new WeakMap<object, KeyObject>();

function keyOf(secret: Secret): string | KeyObject {
  if (typeof secret === 'string') return secret;
  const kept = keys.get(secret);
  if (kept !== undefined) return kept;
  const key = createSecretKey(bytesOf(secret));
  keys.set(secret, key);
  return key;
}

function bytesOf(secret: ArrayBuffer | ArrayBufferView): Uint8Array {
  return secret instanceof ArrayBuffer
    ? new Uint8Array(secret)
    : new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength);
}
