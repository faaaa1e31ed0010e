import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type Subscriber, TRANSITIONS } from '../../domain/subscriber.ts';

type State = Subscriber['state'];
type Named = (typeof TRANSITIONS)[keyof typeof TRANSITIONS];

export interface StateCondition {
  /** Over `#state`, which the caller names. */
  expression: string;
  values: Record<string, AttributeValue>;
}

/** A condition that the record is in one of these states, made from the domain's table of transitions. */
export function inStates(states: readonly State[]): StateCondition {
  const names = states.map((_, at) => `:from${at}`);
  return {
    expression: `#state IN (${names.join(', ')})`,
    values: Object.fromEntries(states.map((state, at) => [`:from${at}`, { S: state }])),
  };
}

/** The states that a transition starts from, of records that exist. */
export function fromStatesOf(transition: Named): State[] {
  return transition.from.filter((state) => state !== 'none');
}

/** The states from which some transition leads to `to`. */
export function priorStatesOf(to: State): State[] {
  const prior = Object.values(TRANSITIONS)
    .filter((transition) => transition.to === to)
    .flatMap(fromStatesOf);
  return [...new Set(prior)];
}
