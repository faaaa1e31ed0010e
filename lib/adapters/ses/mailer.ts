import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { Clock } from '../../ports/clock.ts';
import type { Mail, Mailer, SendOutcome } from '../../ports/mailer.ts';
import { compose, type Sender } from './compose.ts';
import { outcomeOfError } from './outcome-of-error.ts';

/** A connection that is not made by then has carried no request. */
const CONNECT_TIMEOUT_MS = 1_500;
/**
 * A connection unused for so long is closed rather than used: the server may be closing it too, and then a reset
 * cannot be told from a lost reply. Shorter than the 5 s after which a Node server closes one.
 */
const IDLE_MS = 3_000;
/** What SES takes as name and value of a tag. */
const TAG = /^[\w-]{1,256}$/;

export interface SesMailerOptions {
  sender: Sender;
  /** Set on every mail, so that its events are published. */
  configurationSet?: string | undefined;
  /** Sends in flight at once; with fewer connections a send would wait for one past its `sendBy`. */
  maxSockets: number;
  clock: Pick<Clock, 'now' | 'machineNow'>;
  /** In place of the region's endpoint and of AWS_ENDPOINT_URL_SES. */
  endpoint?: string | undefined;
}

/**
 * Sends by SES v1 SendRawEmail, one POST for each call: SES has no idempotency key, so a repeat may be a second
 * mail. Throws only for a mail that breaks our own rules (a tag that SES would not take).
 */
export function sesMailer({
  sender,
  configurationSet,
  maxSockets,
  clock,
  endpoint,
}: SesMailerOptions): Mailer {
  const connections = keptConnections(maxSockets, clock);
  const client = new SESClient({
    cacheMiddleware: true,
    // One attempt, whatever the environment says of others.
    maxAttempts: 1,
    retryMode: 'standard',
    requestHandler: { ...connections.agents, connectionTimeout: CONNECT_TIMEOUT_MS },
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  return {
    async send(mail, sendBy) {
      const command = new SendRawEmailCommand({
        Source: sender.address,
        Destinations: [mail.to],
        RawMessage: { Data: await compose(mail, sender, clock.now()) },
        Tags: tagsOf(mail),
        ...(configurationSet === undefined ? {} : { ConfigurationSetName: configurationSet }),
      });
      const left = sendBy - clock.machineNow();
      if (left <= 0) return { kind: 'refused', why: 'unreachable', error: 'no time left to send' };
      return connections.use(() => sendOnce(client, command, left));
    },
  };
}

async function sendOnce(
  client: SESClient,
  command: SendRawEmailCommand,
  withinMs: number,
): Promise<SendOutcome> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), withinMs);
  try {
    const { MessageId: messageId } = await client.send(command, { abortSignal: late.signal });
    if (messageId === undefined) return { kind: 'unknown', error: 'accepted without a message id' };
    return { kind: 'accepted', messageId };
  } catch (error) {
    return outcomeOfError(error);
  } finally {
    clearTimeout(timer);
  }
}

function tagsOf(mail: Mail): { Name: string; Value: string }[] {
  const tags = Object.entries({ ...mail.tags, kind: mail.kind });
  const bad = tags.find(([name, value]) => !TAG.test(name) || !TAG.test(value));
  if (bad !== undefined) throw new Error(`SES would refuse the tag ${bad[0]}`);
  return tags.map(([Name, Value]) => ({ Name, Value }));
}

/** Connections kept alive between sends, and dropped once they have been idle too long. */
function keptConnections(maxSockets: number, clock: Pick<Clock, 'machineNow'>) {
  const options = { keepAlive: true, maxSockets };
  const agents = { httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent(options) };
  let usedAt = clock.machineNow();
  return {
    agents,
    async use<T>(call: () => Promise<T>): Promise<T> {
      if (clock.machineNow() - usedAt > IDLE_MS) dropIdle(Object.values(agents));
      usedAt = clock.machineNow();
      try {
        return await call();
      } finally {
        usedAt = clock.machineNow();
      }
    },
  };
}

function dropIdle(agents: readonly (HttpAgent | HttpsAgent)[]): void {
  for (const agent of agents) {
    for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy();
  }
}
