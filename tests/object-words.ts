/** Names that every plain object answers to, though nobody put them there. */
export const OBJECT_WORDS = [
  ...['constructor', 'toString', 'valueOf', '__proto__', 'hasOwnProperty', 'isPrototypeOf'],
  ...['__defineGetter__', 'toLocaleString'],
] as const;
