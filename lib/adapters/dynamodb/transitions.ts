import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Subscriber } from '../../domain/subscriber.ts';

export interface StateCondition {
  /** Over `#state`, which the caller names. */
  expression: string;
  values: Record<string, AttributeValue>;
}

/** A condition that the record is in one of these states, which the domain's table of transitions names. */
export function inStates(states: readonly Subscriber['state'][]): StateCondition {
  const names = states.map((_, at) => `:from${at}`);
  return {
    expression: `#state IN (${names.join(', ')})`,
    values: Object.fromEntries(states.map((state, at) => [`:from${at}`, { S: state }])),
  };
}
