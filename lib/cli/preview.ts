import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Command, InvalidArgumentError } from 'commander';
import { printFinding, UnsafeCourse } from '../authoring/findings.ts';
import { type CourseFolder, courseFolder } from '../brand/course-folder.ts';
import type { CommandContext } from './context.ts';
import { type LiveCourse, liveCourse } from './preview/live-course.ts';
import { previewApp } from './preview/preview-app.ts';
import { CommandFailure } from './terminal.ts';

const DEFAULT_PORT = 8010;

interface PreviewOptions {
  port: number;
  /** False with `--no-open`. */
  open: boolean;
}

const EXAMPLES = `
Examples:
  course preview
  course preview --port 0 --no-open    any free port, and leave the browser alone`;

/** Every email of the course in a browser, as the files stand; it shows a change as soon as it is saved. */
export function previewCommand({ terminal, environment }: CommandContext): Command {
  return new Command('preview')
    .description('see every email in a browser, and what one mother would get')
    .option('--port <n>', 'port on 127.0.0.1', readPort, DEFAULT_PORT)
    .option('--no-open', 'do not open a browser')
    .addHelpText('after', EXAMPLES)
    .action(async ({ port, open }: PreviewOptions) => {
      const folder = courseFolder(environment);
      const live = await liveOrFail(folder);
      const app = previewApp(live, {
        page: join(folder.root, 'templates/preview'),
        pictures: join(folder.built, 'pictures'),
      });
      const address = await new Promise<string>((resolve, reject) => {
        serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (info) =>
          resolve(`http://127.0.0.1:${info.port}/`),
        ).once('error', reject);
      }).catch((error: unknown) => {
        live.close();
        throw new CommandFailure(
          `port ${port} does not open: ${error instanceof Error ? error.message : String(error)}`,
        );
      });
      terminal.out(`Every email of the course: ${address}`);
      terminal.note('It shows changes of the files as you save them. Ctrl-C ends it.');
      if (open) openInBrowser(address);
    });
}

async function liveOrFail(folder: CourseFolder): Promise<LiveCourse> {
  try {
    return await liveCourse(folder);
  } catch (error) {
    if (!(error instanceof UnsafeCourse)) throw error;
    throw new CommandFailure(`the course files do not read: ${error.findings.map(printFinding).join('; ')}`);
  }
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
