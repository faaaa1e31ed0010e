import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as z from 'zod/mini';

/**
 * A variable together with what it takes to use it. The verbs of the constructs answer one, so that a
 * function cannot be told of a table without being let in, nor be let in without being told.
 */
export interface Granted {
  readonly value: string;
  grantTo(grantee: lambda.Function): void;
}

export type Variable = string | Granted;

/**
 * Keys themselves are for the laptop; in AWS a function is told the id of the secret that holds them. So is leaving
 * out lines of the log.
 */
type LocalOnly = 'TOKEN_KEYS' | 'ADDRESS_KEY' | 'LOG_LINES';

/**
 * Every variable of a function's schema in `lambdas/<name>/environment.ts`, each to be named, so that one
 * forgotten does not compile. A variable that the schema can do without may be `undefined`, in so many words.
 */
export type DeployedEnvironment<Schema extends z.ZodMiniObject> = {
  readonly [Name in Exclude<keyof z.input<Schema> & string, LocalOnly>]: Record<never, never> extends Pick<
    z.input<Schema>,
    Name
  >
    ? Variable | undefined
    : Variable;
};

/** Sets each variable on the function and grants what goes with it. */
export function bind(
  grantee: lambda.Function,
  environment: Readonly<Record<string, Variable | undefined>>,
): void {
  for (const [name, variable] of Object.entries(environment)) {
    if (variable === undefined) continue;
    if (typeof variable === 'string') {
      grantee.addEnvironment(name, variable);
    } else {
      grantee.addEnvironment(name, variable.value);
      variable.grantTo(grantee);
    }
  }
}
