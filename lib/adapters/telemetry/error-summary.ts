import * as z from 'zod/mini';
import * as core from 'zod/v4/core';
import { scrub } from './scrub.ts';

export interface ErrorSummary {
  /** Names of the error and of its causes, outermost first. */
  name: string;
  /** Only of errors that we write ourselves: other messages repeat what they were given. */
  message: string | null;
  code: string | number | null;
  /** Where it was thrown: functions and lines, without the message. */
  at: string | null;
}

const MAX_CAUSES = 5;
const MAX_FRAMES = 6;

const details = z.object({
  code: z.catch(z.nullable(z.union([z.string(), z.number()])), null),
  $metadata: z.catch(z.optional(z.object({ httpStatusCode: z.optional(z.number()) })), undefined),
});

/** What may be logged of an error: names, a code, frames. */
export function summarise(error: unknown): ErrorSummary {
  if (!(error instanceof Error)) return { name: typeof error, message: null, code: null, at: null };
  const chain = causesOf(error);
  const parsed = details.parse(error);
  return {
    name: chain.map((one) => scrub(one.name)).join(' < '),
    message: chain.map(safeMessage).find((message) => message !== null) ?? null,
    code: parsed.code ?? parsed.$metadata?.httpStatusCode ?? null,
    at: framesOf(error),
  };
}

function causesOf(error: Error): Error[] {
  const chain = [error];
  for (let at = error.cause; at instanceof Error && chain.length < MAX_CAUSES; at = at.cause) chain.push(at);
  return chain;
}

/** A parser's error names the fields; an `Error` of our own says what we wrote. Nothing else is repeated. */
function safeMessage(error: Error): string | null {
  if (error instanceof core.$ZodError) {
    return scrub(error.issues.map(({ path, code }) => `${path.join('.')}: ${code}`).join(', '));
  }
  return error.constructor === Error && !('code' in error) ? scrub(error.message) : null;
}

function framesOf(error: Error): string | null {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  if (frames.length === 0) return null;
  return frames
    .slice(0, MAX_FRAMES)
    .map((frame) => scrub(frame.trim()))
    .join('\n');
}
