import type { SQSEvent } from 'aws-lambda';
import type { Instant } from '../../lib/domain/calendar.ts';
import type { Active } from '../../lib/domain/subscriber.ts';
import { MESSAGE_ID } from '../fake-ses.ts';
import { LOCAL_REGION } from '../local-aws.ts';
import type { Stop } from './gate.ts';

const SIDE_BY_SIDE = 3;

/** Says whether one more within the last second is too many. */
export function throttled(perSecond: number): () => boolean {
  let recent: number[] = [];
  return () => {
    const now = performance.now();
    recent = [...recent.filter((moment) => now - moment < 1_000), now];
    return recent.length > perSecond * 1.1;
  };
}

/** Before and after each of so many calls. */
export function everyStop(made: number): Stop[] {
  const calls = Array.from({ length: made }, (_, index) => index + 1);
  return calls.flatMap((call) => [
    { call, when: 'before' as const },
    { call, when: 'after' as const },
  ]);
}

export async function sideBySide<Item>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<unknown>,
): Promise<void> {
  const queue = [...items.entries()];
  await Promise.all(
    Array.from({ length: SIDE_BY_SIDE }, async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [index, item] = next;
        await work(item, index);
      }
    }),
  );
}

export function eventOf(bodies: readonly string[]): SQSEvent {
  const common = { receiptHandle: '', messageAttributes: {}, md5OfBody: '', eventSource: 'aws:sqs' };
  const attributes = {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: '',
    ApproximateFirstReceiveTimestamp: '0',
  };
  return {
    Records: bodies.map((body, index) => ({
      ...{ ...common, attributes, eventSourceARN: '', awsRegion: LOCAL_REGION },
      ...{ messageId: `m-${index}`, body },
    })),
  };
}

export function tagsOf(form: URLSearchParams): Record<string, string> {
  const tags: Record<string, string> = {};
  for (let at = 1; form.has(`Tags.member.${at}.Name`); at += 1)
    tags[form.get(`Tags.member.${at}.Name`) ?? ''] = form.get(`Tags.member.${at}.Value`) ?? '';
  return tags;
}

export function sesEvent(
  at: Instant,
  { id, run, dueOn }: Active,
  attempt: string,
  eventType: 'Send' | 'Delivery',
): string {
  const timestamp = new Date(at).toISOString();
  const tags = { kind: ['lesson'], subscriber: [id], attempt: [attempt], lesson: [`${run}-1`], due: [dueOn] };
  return JSON.stringify({
    eventType,
    mail: { timestamp, messageId: MESSAGE_ID, tags },
    delivery: { timestamp },
  });
}
