/** A log is a vocabulary: an event's name and fields that name nobody (Q39). */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
  warn(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
  error(
    event: string,
    error: unknown,
    fields?: Readonly<Record<string, string | number | boolean | null>>,
  ): void;
}
