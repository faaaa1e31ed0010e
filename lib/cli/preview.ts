import { spawn } from 'node:child_process';
import { Command, InvalidArgumentError } from 'commander';
import { courseFolder } from '../brand/course-folder.ts';
import { deskApp } from '../desk/desk-app.ts';
import { liveCourse } from '../desk/live-course.ts';
import type { CommandContext } from './context.ts';
import { isOwn, listen, networkAddresses, openToNetwork } from './preview-host.ts';
import { writeCourse } from './preview-out.ts';

const DEFAULT_PORT = 8010;

interface PreviewOptions {
  port: number;
  /** False with `--no-open`. */
  open: boolean;
  /** Write it as files in place of showing it. */
  out?: string;
  /** Open to the same network too, for her phone. */
  host?: true;
}

const EXAMPLES = `
Examples:
  course preview
  course preview --port 0 --no-open    any free port, and leave the browser alone
  course preview --host                on a phone in the same network too, with a code
  course preview --out for-ana         the whole as files, for a clinician to read and sign`;

/** The coach's desk in a browser: the course as its files stand, to look at and to edit; it shows a change as soon as it is saved. */
export function previewCommand({ terminal, environment, now }: CommandContext): Command {
  return new Command('preview')
    .description('the desk: see and edit the course in a browser')
    .option('--port <n>', 'port on 127.0.0.1', readPort, DEFAULT_PORT)
    .option('--no-open', 'do not open a browser')
    .option('--host', 'open to a phone in the same network, with a code')
    .option('--out <folder>', 'write the whole as files that open without a server')
    .addHelpText('after', EXAMPLES)
    .action(async ({ port, open, out, host }: PreviewOptions) => {
      const folder = courseFolder(environment);
      const today = () => new Date(now()).toISOString().slice(0, 10);
      if (out !== undefined) return writeCourse(folder, out, { terminal, day: today() });
      const addresses = host ? networkAddresses() : [];
      const live = await liveCourse(folder);
      let listening = port;
      const app = deskApp({ live, isOwn: (at, origin) => isOwn(at, origin, addresses, listening), today });
      const closing = await listen(app, '127.0.0.1', port).catch((error: unknown) => {
        live.close();
        throw error;
      });
      listening = closing.port;
      const address = `http://127.0.0.1:${listening}/`;
      terminal.out(`The desk: ${address}`);
      terminal.note('It shows changes of the files as you save them. Ctrl-C ends it.');
      if (host)
        await openToNetwork({ desk: app, addresses, port: listening, terminal, now }).catch(
          (error: unknown) => {
            live.close();
            closing.close();
            throw error;
          },
        );
      if (open) openInBrowser(address);
    });
}

/** The desktop's own opener; where there is none, the address stands in the terminal. */
function openInBrowser(address: string): void {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  spawn(opener, [address], { stdio: 'ignore', detached: true })
    .once('error', () => undefined)
    .unref();
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('a port is 0 to 65535');
  return port;
}
