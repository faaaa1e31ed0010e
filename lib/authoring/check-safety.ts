import { checkCountry } from './check-country.ts';
import type { CourseSource } from './course-source.ts';
import type { Finding } from './findings.ts';
import { saysInOrder } from './phrase.ts';
import type { VoicedText } from './programme-schemas.ts';
import { rich } from './rich-text.ts';
import { type Voice, voiceOf } from './voice.ts';

/** The strip, the safety block and the table of signs, whole in every country and mode. */
export function checkSafety(course: CourseSource): Finding[] {
  return [
    ...checkTable(course),
    ...checkBlocks(course),
    ...Object.entries(course.countries).flatMap(([country, file]) => checkCountry(file, country)),
  ];
}

function checkTable({ safety, rules }: CourseSource): Finding[] {
  const { rows } = safety.data.table;
  return rules.data['must-say'].table.flatMap(({ say, route }) => {
    const saying = rows.findIndex(({ sign }) =>
      wordingsOf(sign).every((wording) => saysInOrder(wording, say)),
    );
    if (rows[saying]?.route === route) return [];
    const finding = { file: safety.file, rule: 'must-say' as const };
    if (saying >= 0) {
      const line = safety.lineOf(['table', 'rows', saying, 'route']);
      return [
        {
          ...finding,
          line,
          message: `${inQuotes(say)} must lead to the route ${route}; write route: ${route}`,
        },
      ];
    }
    const line = safety.lineOf(['table', 'rows']);
    const message = `no row of the table says ${inQuotes(say)}; write one, with route: ${route}`;
    return [{ ...finding, line, message }];
  });
}

/** A text of the top of a mail or a page, and what it must say. */
interface Block {
  path: readonly [string, string];
  written: VoicedText;
  phrases: readonly string[];
}

function checkBlocks(course: CourseSource): Finding[] {
  const { strip, short } = course.safety.data;
  const { 'must-say': said } = course.rules.data;
  const blocks: readonly Block[] = [
    { path: ['strip', 'call'], written: strip.call, phrases: said.strip },
    { path: ['short', 'call'], written: short.call, phrases: said.call },
    { path: ['short', 'ring'], written: short.ring, phrases: said.ring },
    { path: ['short', 'dark'], written: short.dark, phrases: said.dark },
  ];
  const everyone = Object.keys(course.countries).flatMap((country) =>
    [true, false].map((babyMentions) => voiceOf(course, country, babyMentions)),
  );
  const find = (path: Block['path'], message: string): Finding => ({
    ...{ file: course.safety.file, line: course.safety.lineOf(path), rule: 'must-say', message },
  });
  return blocks.flatMap(({ path, written, phrases }) => {
    const lacking = (lacks: (read: string, voice: Voice) => boolean) =>
      everyone.filter((voice) => lacks(rich(voice.say(written)).text, voice));
    const unsaid = phrases.map((words) => {
      const editions = lacking((read, voice) => !saysInOrder(read, [voice.say(words)]));
      return { message: `it must say "${words}"; write it in`, editions };
    });
    const numberless = lacking(
      (read, { helpline }) => !read.includes(helpline.numbers['emergency']?.shown ?? ''),
    );
    const call = { message: 'it must name the emergency number; write {call}', editions: numberless };
    return (path[1] === 'call' ? [call, ...unsaid] : unsaid)
      .filter(({ editions }) => editions.length > 0)
      .map(({ message, editions }) => find(path, message + whereOf(editions, everyone)));
  });
}

/** Nothing where it is so everywhere: else in which countries, and for whom. */
function whereOf(editions: readonly Voice[], everyone: readonly Voice[]): string {
  if (editions.length === everyone.length) return '';
  const one = ({ country, babyMentions }: Voice) =>
    `${country}${babyMentions ? '' : ' without baby mentions'}`;
  return `. It is missing in ${editions.map(one).join(', ')}`;
}

function inQuotes(phrases: readonly string[]): string {
  return phrases.map((words) => `"${words}"`).join(' and then ');
}

function wordingsOf(written: VoicedText): string[] {
  return typeof written === 'string' ? [written] : [written.baby, written['no-baby']];
}
