import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { eventually, type LocalCourse, type ReceivedMail } from './runner.ts';

export interface Ran {
  code: number;
  out: string;
  /** Without the line that a command which changes data says first when it works on the data here. */
  err: string;
  /** That line. */
  here?: string;
}

const HERE = /^Working on the local data in .*; --stack names a deployed stack\.\n/m;

const ROOT = join(import.meta.dirname, '..');

/** The operator's command line as a person calls it, with nothing of AWS in its environment but what is given. */
export function courseCommand(environment: Record<string, string> = {}): (...args: string[]) => Promise<Ran> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const env = { ...Object.fromEntries(inherited), ...environment };
  return (...args) =>
    new Promise((resolve) => {
      execFile(process.execPath, ['bin/course.ts', ...args], { cwd: ROOT, env }, (error, out, err) => {
        const code = typeof error?.code === 'number' ? error.code : error === null ? 0 : 1;
        resolve(ranWith({ code, out, err }));
      });
    });
}

/** What was printed, with the line that says where the command works set apart. */
export function ranWith({ code, out, err }: Omit<Ran, 'here'>): Ran {
  const here = HERE.exec(err)?.[0];
  return { code, out, err: err.replace(HERE, ''), ...(here === undefined ? {} : { here }) };
}

/** Signs up on the site and confirms, as she does; answers once her first lesson is in the inbox. */
export async function join40WeeksOn(course: LocalCourse, email: string): Promise<void> {
  await signUp40WeeksOn(course, email);
  const [mail] = await eventually(mailsTo(course, email), (mails) => mails.length >= 1);
  const link = /^\S+\/confirm\/\S+$/m.exec(mail?.text ?? '')?.[0];
  if (link === undefined) throw new Error('the confirmation mail has no link');
  await post(link, new URLSearchParams());
  await eventually(mailsTo(course, email), (mails) => mails.length >= 2);
}

export async function signUp40WeeksOn(course: LocalCourse, email: string): Promise<void> {
  const birthDate = new Date(Date.now() - 40 * 7 * 86_400_000).toISOString().slice(0, 10);
  const form = { email, birthDate, country: 'GB', pace: 'standard', consent: 'yes', firstName: 'Ada' };
  await post(`${course.siteUrl}/signup`, new URLSearchParams(form));
}

export function mailsTo(course: LocalCourse, email: string): () => Promise<ReceivedMail[]> {
  return async () => (await course.mails()).filter((mail) => mail.to === email);
}

async function post(url: string, body: URLSearchParams): Promise<void> {
  const response = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  if (response.status >= 400)
    throw new Error(`${new URL(url).pathname.split('/')[1]} answered ${response.status}`);
}
