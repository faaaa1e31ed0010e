import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MODEL = new URL('../../docs/model/sending.pml', import.meta.url);

export interface Checked {
  /** Null when every run of the model keeps the invariant, else what spin says of the first that does not. */
  broken: string | null;
  /** Whether every reachable state was seen. */
  whole: boolean;
  states: number;
  depth: number;
  /** Lines that a model prints as it is checked. */
  printed: readonly string[];
}

export interface Check {
  /** Definitions for the model, such as `FAULTS=2`. */
  define?: readonly string[];
  /** One of the model's claims about how every run ends; without one its assertions are checked. */
  claim?: string;
}

export function readModel(): Promise<string> {
  return readFile(MODEL, 'utf8');
}

/** Spin is a Debian package, and needs a C compiler. */
export async function hasSpin(): Promise<boolean> {
  try {
    await Promise.all([run('spin', ['-V']), run('gcc', ['--version'])]);
    return true;
  } catch {
    return false;
  }
}

/** Checks a model whole: spin writes a checker for it in C, which visits every state that can be reached. */
export async function checkModel(model: string, { define = [], claim }: Check = {}): Promise<Checked> {
  const folder = await mkdtemp(join(tmpdir(), 'sending-model-'));
  const at = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
  try {
    await writeFile(join(folder, 'model.pml'), model);
    await run('spin', ['-a', ...define.map((one) => `-D${one}`), 'model.pml'], at);
    const kind = claim === undefined ? ['-DSAFETY', '-DNOCLAIM'] : [];
    await run('gcc', ['-O1', '-w', '-DCOLLAPSE', ...kind, '-o', 'checker', 'pan.c'], at);
    const how = claim === undefined ? ['-E'] : ['-a', '-N', claim];
    const { stdout } = await run('./checker', ['-n', '-w20', '-m100000', ...how], at);
    return read(stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function read(output: string): Checked {
  const lines = output.split('\n');
  const broken = lines.find((line) => /^pan:\d+: /.test(line)) ?? null;
  return {
    broken: broken === null ? null : broken.replace(/^pan:\d+: /, ''),
    whole: !/Search not completed|max search depth too small|out of memory/.test(output),
    states: numberIn(output, /(\S+) states, stored/),
    depth: numberIn(output, /depth reached (\d+)/),
    printed: lines.filter((line) => line.startsWith('> ')).map((line) => line.slice(2)),
  };
}

function numberIn(output: string, pattern: RegExp): number {
  return Number(pattern.exec(output)?.[1] ?? Number.NaN);
}
