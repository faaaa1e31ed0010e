import { type Command, InvalidArgumentError } from 'commander';
import { courseOf } from '../../lambdas/wiring/course.ts';
import { printFinding } from '../authoring/findings.ts';
import { courseFolder } from '../brand/course-folder.ts';
import { buildCourseFolder } from '../desk/build-course-folder.ts';
import { takeUp } from '../desk/take-up.ts';
import { type Country, codesOf, countryNamed } from '../domain/countries.ts';
import type { Course, Level, SessionId } from '../domain/course.ts';
import { cleanFirstName } from '../domain/joining/first-name.ts';
import { listMessageFor } from '../domain/joining/problem-words.ts';
import { testLesson } from '../use-cases/operator/test-lesson.ts';
import { SEND_TIMEOUT_MS } from '../use-cases/sending/limits.ts';
import { readAddress } from './address.ts';
import { type CommandContext, type CourseOptions, courseCommand } from './context.ts';
import type { OpenCourse } from './course-access.ts';
import { openToChange } from './open-course.ts';
import { readSession } from './read-session.ts';
import { CommandFailure } from './terminal.ts';

interface SendTestOptions extends CourseOptions {
  session: SessionId;
  country?: Country;
  level: Level;
  name: string | null;
  /** False with `--no-baby`. */
  baby: boolean;
}

const EXAMPLES = `
  course send-test you@example.com --session 12
  course send-test you@example.com --session E3 --level 2 --country US --name Ada
  course send-test success@simulator.amazonses.com --session R1 --no-baby --stack StrongWeeks-live`;

/** The real lesson, written and sent as deliver does, to one address of the operator's. */
export function sendTestCommand(context: CommandContext): Command {
  return courseCommand(
    'send-test',
    'send one real lesson to an address of yours; its links change nothing',
    EXAMPLES,
  )
    .argument('<email>', 'where it goes')
    .requiredOption('--session <session>', 'a session of the course, such as 12')
    .option('--country <country>', 'whose words and help lines (default: the home country’s)')
    .option('--level <level>', 'level of a session of the loop, 1 to 3', readLevel, 1)
    .option('--name <name>', 'a first name to greet', readName, null)
    .option('--no-baby', 'without mentions of a baby')
    .action(async (email: string, options: SendTestOptions) => {
      await buildSaved();
      const session = readSession(courseOf(), options.session);
      const country = readCountry(courseOf(), options.country);
      await using open = await openToChange(options, context);
      await open.openMail();
      const { address, id } = await readAddress(open.course, email);
      if ((await open.course.suppressions.get(id)) !== null) {
        throw new CommandFailure(`${email} left, bounced or complained: nothing is sent to it`);
      }
      const sent = await send(open, address, { ...options, session, country });
      if (options.json) context.terminal.out(JSON.stringify(sent));
      else context.terminal.out(`Sent to ${email}: ${sent.subject}`);
    });
}

/** What is sent is what the files say now, not what was built some time ago; what may not be built is not sent. */
async function buildSaved(): Promise<void> {
  const folder = courseFolder();
  const built = await buildCourseFolder(folder);
  if (built.kind === 'broken')
    throw new CommandFailure(`nothing was sent; first mend ${built.findings.map(printFinding).join('; ')}`);
  if (built.steps.length > 0) await takeUp(folder.built);
}

async function send(
  { course, option }: OpenCourse,
  to: string,
  { session, country, level, name, baby }: SendTestOptions & { country: Country },
) {
  const { clock, rate, settings, letters, chance } = course;
  const { moments, state } = await rate.reserve(1, settings.sendRatePerSecond, clock.machineNow());
  if (state.pausedUntil !== null) {
    throw new CommandFailure(`sending is paused (${state.cause}): course resume-all${option} first`);
  }
  const lesson = testLesson(
    course.course,
    { session, country, level, firstName: name, babyMentions: baby },
    settings.siteUrl,
    clock.now(),
  );
  const letter = letters.lesson(lesson);
  await clock.wait(Math.max(0, (moments[0] ?? 0) - clock.machineNow()));
  const outcome = await course.mailer().send(
    {
      ...letter,
      to,
      unsubscribeUrl: lesson.links.unsubscribe,
      kind: 'test',
      tags: { attempt: chance.attemptId() },
    },
    clock.machineNow() + SEND_TIMEOUT_MS,
  );
  if (outcome.kind === 'unknown')
    throw new CommandFailure(`nobody knows whether SES took the mail: ${outcome.error}`);
  if (outcome.kind !== 'accepted') throw new CommandFailure(`SES did not take the mail: ${outcome.error}`);
  return { subject: letter.subject, messageId: outcome.messageId };
}

function readCountry({ countries }: Course, text: string = countries.home): Country {
  const country = countryNamed(countries, text);
  if (country !== null) return country;
  throw new CommandFailure(`the course has no country ${text}; it has ${codesOf(countries).join(', ')}`);
}

function readLevel(text: string): Level {
  if (text === '1') return 1;
  if (text === '2') return 2;
  if (text === '3') return 3;
  throw new InvalidArgumentError('Give 1, 2 or 3.');
}

function readName(text: string): string | null {
  const read = cleanFirstName(text);
  if (read.kind === 'refused')
    throw new InvalidArgumentError(listMessageFor({ input: 'name', code: read.why }));
  return read.name;
}
