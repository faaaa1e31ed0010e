/** Why an address gets nothing. A stronger reason is not replaced by a weaker one (docs/rules/sending.md#suppressions). */
export const SUPPRESSION_STRENGTH = { left: 0, bounced: 1, complained: 2 } as const satisfies Record<
  string,
  number
>;
