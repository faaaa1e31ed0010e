import { type Command, InvalidArgumentError } from 'commander';
import type { Typed } from '../domain/joining/field.ts';
import type { Problem } from '../domain/joining/problem.ts';
import { listMessageFor } from '../domain/joining/problem-words.ts';
import { FIELD_NAMES } from '../domain/joining/stored-fields.ts';
import type { Refusal } from '../domain/placement/move-by-hand.ts';
import {
  type Absent,
  changeByHand,
  type Done,
  moveSubscriber,
  pauseByHand,
} from '../use-cases/operator/by-hand.ts';
import { readAddress } from './address.ts';
import { type CommandContext, type CourseOptions, courseCommand } from './context.ts';
import { nextForMachines, nextSentence, reasonWords, sessionName } from './her-next.ts';
import { openToChange } from './open-course.ts';
import { readSession } from './read-session.ts';
import { CommandFailure, type Terminal } from './terminal.ts';

interface ChangeOptions extends CourseOptions {
  birthDate?: string;
  pace?: string;
  day?: string;
  hour?: string;
  zone?: string;
  country?: string;
  name?: string;
  babyMentions?: string;
}

const CHANGE_EXAMPLES = `
  course change ada@example.com --birth-date 2026-05-05
  course change ada@example.com --day tue --hour 18
  course change ada@example.com --birth-date none --name ""   takes both away
  course change ada@example.com --pace gentle --stack StrongWeeks-live`;

/** Changes what she told us. What is not named stays as it is. */
export function changeCommand(context: CommandContext): Command {
  return courseCommand('change', 'change what one mother told us; her next mail tells her', CHANGE_EXAMPLES)
    .argument('<email>', 'her address')
    .option('--birth-date <date>', 'such as 2026-01-31, or none')
    .option('--pace <pace>', 'standard or gentle')
    .option('--day <day>', 'mon to sun, or default')
    .option('--hour <hour>', '0 to 23, her local time')
    .option('--zone <zone>', 'such as Europe/Dublin')
    .option('--country <country>', 'GB IE US CA AU NZ other')
    .option('--name <name>', 'her first name; empty takes it away')
    .option('--baby-mentions <on|off>', 'whether her mails speak of a baby')
    .action(async (email: string, options: ChangeOptions) => {
      const typed = typedFrom(options);
      if (Object.keys(typed).length === 0)
        throw new CommandFailure('say what to change, such as --day tue (course change --help)');
      await using open = await openToChange(options, context);
      const { anchor } = open.course.course;
      if (anchor === 'joined' && ('birthDate' in typed || 'noDate' in typed))
        throw new CommandFailure('this course counts from the day she joined, which no change moves');
      const { id } = await readAddress(open.course, email);
      const changed = present(email, await changeByHand(open.course)(id, typed));
      if (changed.kind === 'invalid')
        throw new CommandFailure(changed.problems.map(optionMessage).join('; '));
      tell(context.terminal, options, changed);
    });
}

const MOVE_EXAMPLES = `
  course move ada@example.com --to 9
  course move ada@example.com --to R1 --stack StrongWeeks-live`;

/** Moves her to another session of her path; the rules of placement have the last word. */
export function moveCommand(context: CommandContext): Command {
  return courseCommand('move', 'choose the next session of one mother, inside the rules', MOVE_EXAMPLES)
    .argument('<email>', 'her address')
    .requiredOption('--to <session>', 'such as 9, R1 or E3')
    .action(async (email: string, options: CourseOptions & { to: string }) => {
      await using open = await openToChange(options, context);
      const { id } = await readAddress(open.course, email);
      const session = readSession(open.course.course, options.to);
      const moved = present(email, await moveSubscriber(open.course)(id, session));
      if (moved.kind === 'refused') throw new CommandFailure(refusalWords(session, moved.refusal));
      tell(context.terminal, options, moved);
    });
}

const PAUSE_EXAMPLES = `
  course pause ada@example.com --weeks 3
  course pause ada@example.com --weeks 8 --stack StrongWeeks-live`;

/** Pauses one mother. `pause-all` is for everyone. */
export function pauseCommand(context: CommandContext): Command {
  return courseCommand('pause', 'pause one mother for some weeks from today', PAUSE_EXAMPLES)
    .argument('<email>', 'her address')
    .requiredOption('--weeks <n>', '1 to 52', readWeeks)
    .action(async (email: string, options: CourseOptions & { weeks: number }) =>
      rest(context, email, options, options.weeks),
    );
}

const RESUME_EXAMPLES = `
  course resume ada@example.com
  course resume ada@example.com --stack StrongWeeks-live`;

export function resumeCommand(context: CommandContext): Command {
  return courseCommand('resume', 'end the pause of one mother today', RESUME_EXAMPLES)
    .argument('<email>', 'her address')
    .action(async (email: string, options: CourseOptions) => rest(context, email, options, 'resume'));
}

async function rest(
  context: CommandContext,
  email: string,
  options: CourseOptions,
  weeks: number | 'resume',
): Promise<void> {
  await using open = await openToChange(options, context);
  const { id } = await readAddress(open.course, email);
  const rested = present(email, await pauseByHand(open.course)(id, weeks));
  if (rested.kind === 'not-paused') throw new CommandFailure(`${email} is not paused`);
  tell(context.terminal, options, rested);
}

/** The option's name, and what is typed in the input of the preferences page that it stands for. */
const INPUTS = {
  birthDate: ['--birth-date', 'birthDate'],
  pace: ['--pace', 'pace'],
  day: ['--day', 'sendDay'],
  hour: ['--hour', 'sendHour'],
  zone: ['--zone', 'timeZone'],
  country: ['--country', 'country'],
  name: ['--name', 'firstName'],
  babyMentions: ['--baby-mentions', 'babyMentions'],
} as const satisfies Record<Exclude<keyof ChangeOptions, keyof CourseOptions>, readonly [string, string]>;

function typedFrom(options: ChangeOptions): Typed {
  const typed = new Map<string, string>();
  for (const [name, [, input]] of Object.entries(INPUTS)) {
    const value = new Map(Object.entries(options)).get(name);
    if (typeof value === 'string') typed.set(input, value);
  }
  if (typed.get('birthDate') === 'none') {
    typed.delete('birthDate');
    typed.set('noDate', 'yes');
  }
  if (typed.get('firstName') === '') typed.set('removeName', 'yes');
  if (typed.get('sendDay') === 'default') typed.set('sendDay', '');
  return Object.fromEntries(typed);
}

function optionMessage(problem: Problem): string {
  const line = listMessageFor(problem);
  const option = Object.values(INPUTS).find(([, input]) => input === problem.input)?.[0];
  return option === undefined ? line : line.replace(`${problem.input}:`, `${option}:`);
}

/** @throws CommandFailure where there is nobody to do it for. */
function present<Outcome extends { kind: string }>(
  email: string,
  outcome: Outcome | Absent,
): Exclude<Outcome, Absent> {
  if (isPresent(outcome)) return outcome;
  throw new CommandFailure(
    outcome.kind === 'nobody' ? `nobody is on the course as ${email}` : `${email} gets no lessons any more`,
  );
}

function isPresent<Outcome extends { kind: string }>(
  outcome: Outcome | Absent,
): outcome is Exclude<Outcome, Absent> {
  return outcome.kind !== 'nobody' && outcome.kind !== 'stopped';
}

function refusalWords(session: string, refusal: Refusal): string {
  switch (refusal.why) {
    case 'unknown-session':
      return `the course has no session ${session}`;
    case 'no-lesson-yet':
      return 'her first lesson has not gone yet: move her once it has';
    case 'not-on-path':
      return `session ${session} is not on her path`;
    case 'fenced': {
      const { reasons } = refusal.instead;
      const others = reasons.filter(({ rule }) => rule !== 'moved' && rule !== 'by-hand');
      return `session ${session} is refused: she would get ${sessionName(refusal.instead)}, because ${reasonWords(others)}`;
    }
  }
}

function tell({ out }: Terminal, { json }: CourseOptions, { before, after, next }: Done): void {
  const changed = FIELD_NAMES.filter((name) => before[name] !== after[name]);
  if (json) {
    const pausedUntil = after.state === 'paused' ? after.pausedUntil : null;
    out(JSON.stringify({ id: after.id, changed, pausedUntil, next: nextForMachines(after, next) }));
    return;
  }
  if (changed.length > 0) out(`Changed: ${changed.join(', ')}.`);
  if (after.state === 'paused') out(`She is paused until ${after.pausedUntil}.`);
  out(nextSentence(after, next));
  out('Her next mail tells her.');
}

function readWeeks(text: string): number {
  const weeks = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (weeks < 1 || weeks > 52) throw new InvalidArgumentError('Give a whole number of weeks from 1 to 52.');
  return weeks;
}
