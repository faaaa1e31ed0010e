import Table from 'cli-table3';
import type { Command } from 'commander';
import { isoInstant } from '../domain/calendar.ts';
import { aboutOf } from '../domain/joining/stored-fields.ts';
import type { LedgerLine } from '../domain/sending/ledger.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import { type Known, who } from '../use-cases/operator/who.ts';
import { type CommandContext, type CourseOptions, courseCommand } from './context.ts';
import { formatInstant, nextForMachines, nextSentence } from './her-next.ts';
import { openCourse } from './open-course.ts';
import { CommandFailure, type Terminal } from './terminal.ts';
import { failUnreadParts, unreadNames } from './unreadable.ts';

interface WhoOptions extends CourseOptions {
  show?: true;
}

const EXAMPLES = `
  course who ada@example.com                            state, next lesson and why, last ten weeks
  course who ada@example.com --show                     with the name, birth date and place that she gave
  course who ada@example.com --stack StrongWeeks-live --json`;

/** What is known of one address. Says no more of her than is asked: not her name, date or place without `--show`. */
export function whoCommand(context: CommandContext): Command {
  return courseCommand('who', 'show one subscriber: state, next lesson and why, last ten weeks', EXAMPLES)
    .argument('<email>', 'her address')
    .option('--show', 'show what she told us as well: name, birth date, country, time zone')
    .action(async (email: string, options: WhoOptions) => {
      await using open = await openCourse(options, context);
      const known = await who(open.course)(email);
      if (known === null) throw new CommandFailure(`${email} is not an email address`);
      const { terminal } = context;
      const unread = unreadNames(known.unread);
      if (options.json) terminal.out(JSON.stringify(forMachines(known, options), null, 2));
      else forPeople(known, options, terminal);
      failUnreadParts(unread, email);
    });
}

function forMachines(known: Known, { show }: WhoOptions) {
  const { id, unread, subscriber, suppression, signUp, next, lines } = known;
  return {
    id,
    state: stateOf(known),
    unreadable: unread.map(({ what }) => what),
    suppression: suppression && { reason: suppression.reason, at: isoInstant(suppression.at) },
    signedUpAt: signUp && isoInstant(signUp.at),
    run: subscriber?.run ?? null,
    lessonsSent: subscriber?.lessonNumber ?? 0,
    next: next && subscriber !== null && subscriber.state !== 'stopped' && nextForMachines(subscriber, next),
    weeks: lines.map(({ id: _, ...line }) => ({
      ...line,
      dueAt: isoInstant(line.dueAt),
      at: isoInstant(line.at),
      fateAt: line.fateAt === null ? null : isoInstant(line.fateAt),
    })),
    ...(show && subscriber !== null ? { about: personalData(subscriber) } : {}),
  };
}

function personalData(subscriber: Subscriber) {
  return { address: subscriber.address, ...aboutOf(subscriber) };
}

function stateOf({ unread, subscriber, suppression, signUp }: Known): string {
  if (suppression !== null) return suppression.reason;
  if (unread.some(({ what }) => what === 'record' || what === 'suppression')) return 'unreadable';
  if (subscriber !== null) return subscriber.state;
  return signUp === null ? 'unknown' : 'waits for her confirmation';
}

function forPeople(known: Known, { show }: WhoOptions, terminal: Terminal): void {
  const { id, subscriber, suppression, signUp, lines } = known;
  const facts = new Table({ style: { head: [], border: [], compact: true } });
  facts.push({ Id: id }, { State: terminal.paint('bold', stateOf(known)) });
  if (suppression !== null) facts.push({ Since: formatInstant(suppression.at) });
  if (signUp !== null) facts.push({ 'Signed up': `${formatInstant(signUp.at)}, not confirmed yet` });
  if (subscriber !== null) facts.push({ Lessons: String(subscriber.lessonNumber) });
  if (show && subscriber !== null) {
    for (const [name, value] of Object.entries(personalData(subscriber)))
      facts.push({ [name]: String(value ?? '') });
  }
  terminal.out(facts.toString());
  terminal.out(sentenceOf(known));
  if (lines.length > 0) terminal.out(weeksTable(lines));
}

function sentenceOf({ subscriber, suppression, signUp, next }: Known): string {
  if (subscriber !== null && subscriber.state !== 'stopped' && next !== null) {
    const isSending = subscriber.claim === null ? '' : ' It is being sent.';
    const pause = subscriber.state === 'paused' ? `She is paused until ${subscriber.pausedUntil}. ` : '';
    return `${pause}${nextSentence(subscriber, next)}${isSending}`;
  }
  if (subscriber?.state === 'stopped' && subscriber.why === 'finished')
    return 'Nothing comes: she has finished the course.';
  if (suppression !== null) return SUPPRESSED[suppression.reason];
  if (signUp !== null) return 'Nothing comes until she presses the button in the confirmation mail.';
  return 'Nothing comes: nobody signed up with this address.';
}

const SUPPRESSED = {
  left: 'Nothing comes: she left.',
  bounced: 'Nothing comes: her address takes no mail.',
  complained: 'Nothing comes: she marked a mail as spam.',
} as const;

function weeksTable(lines: readonly LedgerLine[]): string {
  const table = new Table({
    head: ['Week due', 'State', 'Lesson', 'Session', 'SES says', 'Why'],
    style: { head: [], border: [], compact: true },
  });
  for (const { dueOn, state, number, session, level, fate, reason } of lines) {
    const named = session === null ? '' : level === null ? session : `${session}/${level}`;
    table.push([dueOn, state, number ?? '', named, fate === 'none' ? '' : fate, reason]);
  }
  return table.toString();
}
