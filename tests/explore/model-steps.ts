import type { AttemptId, Subscriber } from '../../lib/domain/subscriber.ts';
import type { ReadTables } from './kept-stores.ts';
import { attemptOf } from './seen.ts';
import type { Parts, State } from './state.ts';

/** A run in the words of docs/model/sending.pml: the steps that change what others see, `CLAIM 1`, `TAKE 1` and so on. */
export function stepsOfModel(parts: Parts, path: readonly { label: string; state: State }[]): string[] {
  const attempts: AttemptId[] = [];
  const steps: string[] = [];
  for (const [at, { label, state }] of path.entries()) {
    const before = path[at - 1]?.state;
    if (before === undefined) continue;
    const taken = /^SES takes (\S+?),?(?: unheard| \[|$)/.exec(label)?.[1];
    if (taken !== undefined) steps.push(`TAKE ${attempts.indexOf(taken) + 1}`);
    steps.push(...changes(parts.read(before.tables), parts.read(state.tables), attempts, label));
  }
  return steps;
}

function changes(before: ReadTables, after: ReadTables, attempts: AttemptId[], label: string): string[] {
  const steps: string[] = [];
  const [was, is] = [before.profiles[0], after.profiles[0]];
  if (before.mark?.dueAt !== after.mark?.dueAt) steps.push('MARK 0');
  const [held, holds] = [attemptOf(was), attemptOf(is)];
  if (holds !== null && holds !== held) {
    if (!attempts.includes(holds)) attempts.push(holds);
    steps.push(`CLAIM ${attempts.indexOf(holds) + 1}`);
  }
  const written = lineOf(after) !== lineOf(before) ? sentBy(after) : null;
  if (written !== null) {
    const step = label.includes('mergeEvent') ? 'MERGE' : 'LINE_SENT';
    steps.push(`${step} ${attempts.indexOf(written) + 1}`);
  }
  if (held !== null && holds === null && is !== undefined) {
    const over = dueAtOf(was) === dueAtOf(is) ? 'UNCLAIM' : 'PUT_OFF';
    steps.push(`${numberOf(was) < numberOf(is) ? 'SETTLE' : over} ${attempts.indexOf(held) + 1}`);
  }
  return steps;
}

function lineOf(tables: ReadTables): string {
  return JSON.stringify([...tables.lines.values()]);
}

function sentBy(tables: ReadTables): AttemptId | null {
  const line = [...tables.lines.values()].flat().find(({ state }) => state === 'sent');
  return line?.attempt ?? null;
}

function dueAtOf(profile: Subscriber | undefined): number {
  return profile === undefined || profile.state === 'stopped' ? 0 : profile.dueAt;
}

function numberOf(profile: Subscriber | undefined): number {
  return profile?.lessonNumber ?? 0;
}
