import Table from 'cli-table3';
import { Command } from 'commander';
import { amountsOf } from '../authoring/amounts.ts';
import type { CourseSource } from '../authoring/course-source.ts';
import { doseWords } from '../authoring/dose-words.ts';
import { UnsafeCourse } from '../authoring/findings.ts';
import { kilosWords } from '../authoring/programme/loads.ts';
import { blocksIn, chainOf, type Planned, plannedSessions } from '../authoring/programme/planned.ts';
import { programmeData } from '../authoring/programme/programme-data.ts';
import { harderOf, howOf } from '../authoring/programme/swaps.ts';
import type { Dose } from '../authoring/programme-schemas.ts';
import { readCourse } from '../authoring/read-course.ts';
import { signedPartsOf, signOffHashOf } from '../authoring/sign-off.ts';
import { SHORT_HASH } from '../authoring/signatures.ts';
import { courseFolder } from '../brand/course-folder.ts';
import type { CommandContext } from './context.ts';

const HELP = `
Without --json it is a table to print, read and sign: every session with its doses, what is easier and harder, walking
and the optional move. The hash at its end is that of the words and doses that were signed.`;

/** The training programme, for whoever signs it. Touches no data. */
export function programmeCommand({
  terminal,
  environment,
}: Pick<CommandContext, 'terminal' | 'environment'>): Command {
  return new Command('programme')
    .description('show what every session asks, to print and sign')
    .option('--json', 'print JSON for machines')
    .addHelpText('after', HELP)
    .action((options: { json?: true }) => {
      const read = readCourse(courseFolder(environment));
      if (read.kind === 'broken') throw new UnsafeCourse(read.findings);
      terminal.out(
        options.json ? JSON.stringify(programmeData(read.course), null, 2) : forPeople(read.course),
      );
    });
}

function forPeople(course: CourseSource): string {
  const all = plannedSessions(course);
  const parts = all.flatMap((planned) => [
    ...blockHeading(course, all, planned),
    sessionTable(course, planned),
  ]);
  return [...parts, signature(course)].join('\n');
}

/** A block says what it is for where it begins. */
function blockHeading(course: CourseSource, all: readonly Planned[], planned: Planned): string[] {
  const block = blocksIn(course, chainOf(all, planned)).find(({ sessions }) => sessions[0] === planned);
  const because = block && course.programme.data.blocks[block.name]?.because;
  return block
    ? ['', `Block ${block.name}${planned.level === null ? '' : `, level ${planned.level}`}. ${because}`]
    : [];
}

const COLUMNS = [26, 44, 34, 26];

function sessionTable(course: CourseSource, planned: Planned): string {
  const { content, name, title, stage, easierWeek, tip } = planned;
  const data = programmeData({ ...course, sessions: [planned.file] }).find(
    ({ level }) => level === planned.level,
  );
  const [from, to] = data?.effort ?? [0, 0];
  const table = new Table({
    head: [
      `${name}  ${title}`,
      `${stage}${easierWeek ? ', easier week' : ''}, ${content.minutes} min, effort ${from} to ${to}, tip ${tip}`,
      'Easier',
      'Harder',
    ],
    colWidths: COLUMNS,
    wordWrap: true,
    style: { head: [], border: [] },
  });
  content.moves.forEach((dose, place) => {
    table.push([
      `${course.exercises.data[dose.move]?.name ?? dose.move} (${dose.move} ${dose.rung})`,
      doseLine(course, dose),
      data?.moves[place]?.easier ?? '',
      harderOf(course, planned, dose) ?? '',
    ]);
  });
  const impact = data?.impact;
  if (impact) {
    const words = doseWords(amountsOf(course), {
      sets: impact.sets,
      ...(impact.reps ? { reps: impact.reps } : { seconds: impact.seconds ?? 1 }),
    });
    table.push([
      `Optional: ${impact.move} ${impact.rung}`,
      `${words}. ${impact.needs}`,
      impact.otherwise,
      '',
    ]);
  }
  table.push(['Walk', { colSpan: COLUMNS.length - 1, content: data?.walk ?? '' }]);
  return table.toString();
}

function doseLine(course: CourseSource, dose: Dose): string {
  const load = dose.kg && dose.per ? `, ${kilosWords(amountsOf(course), dose.kg, dose.per)}` : '';
  const or = dose.or
    ? ` Or: ${course.exercises.data[dose.or.move]?.name}, ${doseWords(amountsOf(course), dose.or)}.`
    : '';
  return `${doseWords(amountsOf(course), dose)}${load}. ${howOf(course, dose)}${or}`;
}

function signature(course: CourseSource): string {
  return [
    '',
    'I have read this programme.',
    '',
    'Name ______________________________  Job ______________________________  Date ______________  Signature ______________________________',
    '',
    ...signedPartsOf(course).map(({ part, hash }) => `${part} ${hash.slice(0, SHORT_HASH)}`),
    `Hash of what is signed: ${signOffHashOf(course)}`,
  ].join('\n');
}
