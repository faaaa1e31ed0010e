import { refusePlaceholders } from './placeholders.ts';
import type { Settings } from './settings.ts';
import { readStanding, refuseLosses } from './standing.ts';

interface Deploying {
  /** Those of each stack that is built. */
  readonly settings: readonly Settings[];
  /** Fields that may be lost, by name. */
  readonly accepted: readonly string[];
  /** Of the stack that stands; null: there is none. */
  outputsOf(stack: string, region: string): Promise<Readonly<Record<string, string>> | null>;
  warn(line: string): void;
}

/**
 * What must be true before anything is built for a real account: no example's names, and nothing lost of what stands.
 * A stack that may not be asked stops nobody, and says so: whoever compares deployments may not read its outputs.
 */
export async function checkBeforeDeploy({ settings, accepted, outputsOf, warn }: Deploying): Promise<void> {
  for (const one of settings) {
    refusePlaceholders(one);
    const stack = `StrongWeeks-${one.deployment}`;
    const outputs = await outputsOf(stack, one.region).catch((error: unknown) => {
      const why = error instanceof Error ? error.name : 'no answer';
      warn(
        `${stack} could not be asked what it stands on (${why}; export AWS_PROFILE): see in npx cdk diff that no table, key or secret changes`,
      );
      return null;
    });
    const stands = outputs === null ? null : readStanding(outputs);
    if (stands !== null) refuseLosses(one, stands, accepted);
  }
}
