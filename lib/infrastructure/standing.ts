import * as z from 'zod';
import { type Settings, WrongSettings } from './settings.ts';

/**
 * What a deployment stands on, as its settings say it. With another value people's data, the way to read it or the links
 * in their mails would be left behind, which old settings (of a release that is rolled back to) do without a word.
 */
const standingSchema = z.object({
  deployedOn: z.string().optional(),
  sendingDomain: z.string(),
  /** `webDomain` and the former ones. */
  webDomains: z.array(z.string()),
  restoredSubscribersTable: z.string().optional(),
  adopted: z.record(z.string(), z.string()).optional(),
  reviewedHash: z.string().optional(),
});
export type Standing = z.infer<typeof standingSchema>;

/** The stack's output that says it. */
export const STANDING_OUTPUT = 'StandsOn';

export function standingOf(settings: Settings): Standing {
  const { deployedOn, sendingDomain, restoredSubscribersTable, adopted, reviewedHash } = settings;
  const names = [settings.webDomain ?? [], settings.formerWebDomains].flat().map(({ name }) => name);
  return { deployedOn, sendingDomain, webDomains: names, restoredSubscribersTable, adopted, reviewedHash };
}

/** Null: the stack is of a release that does not say it. */
export function readStanding(outputs: Readonly<Record<string, string>>): Standing | null {
  const written = outputs[STANDING_OUTPUT];
  return written === undefined ? null : standingSchema.parse(JSON.parse(written));
}

/** A field of the settings that would be lost: what stands, and what the settings say. */
interface Loss {
  field: string;
  stands: string;
  next: string;
}

/** What `next` would lose of what `stands`. What is added is none. */
function lossesOf(stands: Standing, next: Standing): Loss[] {
  const permanent = ['sendingDomain', 'restoredSubscribersTable', 'adopted'] as const;
  const swapped = permanent.filter(
    (field) => stands[field] !== undefined && !same(stands[field], next[field]),
  );
  const set = ['deployedOn', 'reviewedHash'] as const;
  const missing = set.filter((field) => stands[field] !== undefined && next[field] === undefined);
  const losses = [...swapped, ...missing].map((field) => ({
    field,
    stands: written(stands[field]),
    next: written(next[field]),
  }));
  const gone = stands.webDomains.filter((name) => !next.webDomains.includes(name));
  return gone.length === 0
    ? losses
    : [...losses, { field: 'webDomain', stands: gone.join(', '), next: written(next.webDomains) }];
}

function same(one: unknown, other: unknown): boolean {
  return written(one) === written(other);
}

function written(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.join(', ') || 'nothing';
  return value === undefined ? 'nothing' : JSON.stringify(value, Object.keys(Object(value)).sort());
}

/**
 * Refuses settings that would lose what stands, but for the fields that were `accepted` by name
 * (`npx cdk deploy -c accept=deployedOn`).
 */
export function refuseLosses(settings: Settings, stands: Standing, accepted: readonly string[]): void {
  const losses = lossesOf(stands, standingOf(settings)).filter(({ field }) => !accepted.includes(field));
  if (losses.length === 0) return;
  const lines = losses.map(
    ({ field, stands: old, next }) =>
      `bin/settings/${settings.deployment}.ts: ${field} is ${next}, and the stack stands on ${old}`,
  );
  throw new WrongSettings(
    [
      ...lines,
      'These settings are older than the stack, or something was taken out of them: take those of main (git checkout main -- bin/settings).',
      `If it is meant: -c accept=${losses.map(({ field }) => field).join(',')}`,
    ].join('\n'),
  );
}
