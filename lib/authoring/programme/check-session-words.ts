import { LEVELS, STAGES } from '../../domain/course.ts';
import { hardFault, readingOf } from '../check-reading.ts';
import type { CourseSource } from '../course-source.ts';
import type { Finding } from '../findings.ts';
import type { VoicedText } from '../programme-schemas.ts';
import { findingAt } from './finding-at.ts';
import { type Planned, plannedSessions } from './planned.ts';

/** The words of each session: an inbox line that tells no stranger, a title, and a why of its own. */
export function checkSessionWords(course: CourseSource): Finding[] {
  const all = plannedSessions(course);
  return [
    ...all.flatMap((planned) => [...checkInbox(course, planned), ...checkWhy(course, planned)]),
    ...twins(all, 'subject', ({ content }) => [content.subject.toLowerCase().replace(/\d+ (min\w*)/, '')]),
    ...twins(all, 'why', ({ content }) => wordingsOf(content.why)),
    ...twins(
      all.filter(({ level }) => level === null || level === 1),
      'title',
      ({ title }) => [title],
    ),
    ...checkWarmUps(course),
    ...checkReadingOfWhys(course, all),
  ];
}

function wordingsOf(written: VoicedText): string[] {
  return typeof written === 'string' ? [written] : [written.baby, written['no-baby']];
}

function checkInbox({ programmeRules }: CourseSource, planned: Planned): Finding[] {
  const { words, 'outs-her': outing } = programmeRules.data;
  const { subject } = planned.content;
  const outed = outing.find((word) => new RegExp(`\\b${word}\\b`, 'i').test(subject));
  return [
    ...(outed === undefined
      ? []
      : [
          findingAt(
            planned,
            ['subject'],
            'subject',
            `"${outed}" on a locked phone tells a stranger: say it otherwise`,
          ),
        ]),
    ...(subject.length > words.subject
      ? [
          findingAt(
            planned,
            ['subject'],
            'subject',
            `${subject.length} characters (at most ${words.subject})`,
          ),
        ]
      : []),
    ...(planned.title.length > words.title
      ? [
          findingAt(
            planned,
            ['title'],
            'title',
            `${planned.title.length} characters (at most ${words.title})`,
          ),
        ]
      : []),
  ];
}

function checkWhy(course: CourseSource, planned: Planned): Finding[] {
  const years = planned.content['why-years-ago'];
  const reasons = [...wordingsOf(planned.content.why), ...(years === undefined ? [] : [years])];
  return [
    ...whyFaults(course, reasons).map((message) => findingAt(planned, ['why'], 'why', message)),
    ...checkLaps(course, planned),
  ];
}

/** The whys of later rounds stand once for all levels. */
function checkLaps(course: CourseSource, { file, level }: Planned): Finding[] {
  const laps = 'laps' in file.data ? (file.data.laps ?? []) : [];
  if (level !== 1) return [];
  return laps.flatMap((lap, place) =>
    whyFaults(course, wordingsOf(lap)).map((message) => ({
      file: file.file,
      line: file.lineOf(['laps', place]),
      rule: 'why',
      message,
    })),
  );
}

function whyFaults({ programmeRules }: CourseSource, reasons: readonly string[]): string[] {
  const { words } = programmeRules.data;
  return reasons.flatMap((why) => {
    const sentences = sentencesOf(why);
    const longest = Math.max(...sentences.map(wordCount));
    return [
      ...(sentences.length > words['why-sentences']
        ? [`${sentences.length} sentences (at most ${words['why-sentences']})`]
        : []),
      ...(wordCount(why) > words['why-words']
        ? [`${wordCount(why)} words (at most ${words['why-words']})`]
        : []),
      ...(longest > words['why-sentence']
        ? [`a sentence of ${longest} words (at most ${words['why-sentence']})`]
        : []),
    ];
  });
}

function sentencesOf(text: string): string[] {
  return text.trim().split(/(?<=[.?])\s+/);
}

function wordCount(text: string): number {
  return text.match(/[\w'’.]+/g)?.length ?? 0;
}

/** No two sessions say the same: each week has a sentence of its own. */
function twins(
  all: readonly Planned[],
  rule: Finding['rule'],
  saidBy: (planned: Planned) => readonly string[],
): Finding[] {
  const first = new Map<string, Planned>();
  return all.flatMap((planned) =>
    [...new Set(saidBy(planned))].flatMap((sentence) => {
      const other = first.get(sentence);
      if (!other) first.set(sentence, planned);
      return other
        ? [
            findingAt(
              planned,
              [rule],
              rule,
              `the same ${rule} as session ${other.name} (${placeIn(other, rule)})`,
            ),
          ]
        : [];
    }),
  );
}

function placeIn({ file, path }: Planned, key: string): string {
  return `${file.file}:${file.lineOf([...path, key])}`;
}

function checkWarmUps({ stages, programmeRules }: CourseSource): Finding[] {
  const most = programmeRules.data.words['warm-up'];
  const { levels } = stages.data;
  const lines: readonly [readonly PropertyKey[], string][] = [
    ...STAGES.map((stage): [readonly PropertyKey[], string] => [
      [stage, 'warm-up'],
      stages.data[stage]?.['warm-up'] ?? '',
    ]),
    ...LEVELS.map((level): [readonly PropertyKey[], string] => [
      ['levels', level, 'warm-up'],
      levels[level]?.['warm-up'] ?? '',
    ]),
  ];
  return lines
    .filter(([, line]) => wordCount(line) > most)
    .map(([path, line]) => ({
      file: stages.file,
      line: stages.lineOf(path),
      rule: 'warm-up',
      message: `${wordCount(line)} words before the first move (at most ${most})`,
    }));
}

/** All the whys together: words a sentence, and reading grade. */
function checkReadingOfWhys(course: CourseSource, all: readonly Planned[]): Finding[] {
  const { words } = course.programmeRules.data;
  const read = readingOf(all.flatMap(({ content }) => wordingsOf(content.why)).join('\n'));
  const { average } = read;
  const hard = hardFault(course, read, words['why-grade']);
  if (average <= words['why-average'] && hard === null) return [];
  const long = `${average.toFixed(1)} words a sentence (at most ${words['why-average']})`;
  return [
    {
      file: `${course.folder.course}/sessions`,
      line: 0,
      rule: 'why',
      message: `the whys have ${[long, hard].filter((fault) => fault !== null).join(', and all in all ')}`,
    },
  ];
}
