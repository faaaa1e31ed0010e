import { Command } from 'commander';
import { checkCompiled, compileCourse } from '../authoring/build-course.ts';
import { type Finding, printFinding } from '../authoring/findings.ts';
import { numbersToRing } from '../authoring/numbers-to-ring.ts';
import { readCourse } from '../authoring/read-course.ts';
import { standingInWords, standingOf } from '../authoring/signatures.ts';
import { type CourseFolder, courseFolder } from '../brand/course-folder.ts';
import { besideTemplates, findingsOf, templateFindings } from '../desk/template-findings.ts';
import type { Instant } from '../domain/calendar.ts';
import type { CommandContext } from './context.ts';
import { CommandFailure } from './terminal.ts';

interface CheckOptions {
  every?: true;
  json?: true;
}

const HELP = `
Each finding is a line: file:line, the rule, what is wrong. "npm run build" runs the same check and builds
nothing unsafe. The words, the limits and the reading age it asks for stand in rules.yaml.`;

/** Holds the coach's files against everything that must be true of the course. */
export function checkCommand({ terminal, environment, now }: CommandContext): Command {
  return new Command('check')
    .description('check the course files: plan, safety, words, reading age, every letter, page and drawing')
    .option('--every', 'write each session in every country and mode (half a minute)')
    .option('--json', 'print JSON for machines')
    .addHelpText('after', HELP)
    .action(async (options: CheckOptions) => {
      const folder = courseFolder(environment);
      const findings = await findingsIn(folder, options.every ?? false);
      if (options.json) terminal.out(JSON.stringify(findings, null, 2));
      else for (const finding of findings) terminal.out(printFinding(finding));
      for (const warning of warningsIn(folder, now())) terminal.note(`warning: ${printFinding(warning)}`);
      if (findings.length > 0) throw new CommandFailure(`${findings.length} to mend in the course files`);
      if (options.json) return;
      for (const line of signaturesIn(folder)) terminal.out(line);
      terminal.out('The course files are in order.');
    });
}

/** What hinders no build, but a live deployment: numbers that nobody has rung for half a year. */
function warningsIn(folder: CourseFolder, now: Instant): readonly Finding[] {
  const read = readCourse(folder);
  return read.kind === 'read' ? numbersToRing(read.course, new Date(now)) : [];
}

/** What is signed, part by part. */
function signaturesIn(folder: CourseFolder): readonly string[] {
  const read = readCourse(folder);
  return read.kind === 'read' ? standingOf(read.course).map(standingInWords) : [];
}

async function findingsIn(folder: CourseFolder, everyEdition: boolean): Promise<readonly Finding[]> {
  const templates = await templateFindings(folder);
  try {
    const findings = await checkCompiled(await compileCourse(folder), folder.built, everyEdition);
    return besideTemplates(templates, findings);
  } catch (error) {
    return besideTemplates(templates, findingsOf(error, folder, 'course'));
  }
}
