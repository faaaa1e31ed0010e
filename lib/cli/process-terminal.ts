import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { styleText } from 'node:util';
import type { Terminal } from './terminal.ts';

/** The terminal that this process was started from. */
export function processTerminal({ stdin, stdout, stderr }: NodeJS.Process): Terminal {
  return {
    out: (text) => {
      stdout.write(`${text}\n`);
    },
    note: (text) => {
      stderr.write(`${text}\n`);
    },
    async write(chunk) {
      if (!stdout.write(chunk) && !stdout.destroyed) await once(stdout, 'drain');
    },
    async ask(question) {
      if (!stdin.isTTY || !stderr.isTTY) return null;
      const line = createInterface({ input: stdin, output: stderr });
      try {
        return await line.question(question);
      } catch (error) {
        // Ctrl-C or Ctrl-D is an answer, and not the one asked for.
        if (error instanceof Error && error.name === 'AbortError') return '';
        throw error;
      } finally {
        line.close();
      }
    },
    paint: (colour, text) => styleText(colour, text, { stream: stdout }),
    screen: stderr.isTTY ? stderr : null,
  };
}
