import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EIGHT_WOMEN, medianOf, shareNew, wordsIn, yearOf } from './years.ts';

/**
 * Writes the first year of eight women as text, one file each, to be read mail by mail, and prints its words.
 * `node tests/adapters/letters/write-years.ts FOLDER`, after a build.
 */
const folder = process.argv[2];
if (folder === undefined) throw new Error('say which folder to write the years into');
mkdirSync(folder, { recursive: true });
for (const woman of EIGHT_WOMEN) {
  const year = yearOf(woman);
  const mails = year.map(({ letter, subject, text }, place) =>
    [
      `##### ${place + 1}  session ${letter.decision.session}, week ${letter.decision.weeksSinceBirth ?? '-'}`,
      `Subject: ${subject}`,
      '',
      text.replaceAll(/https:\/\/course\.example\/\S+/g, '<link>'),
    ].join('\n'),
  );
  writeFileSync(join(folder, `${woman.name.replaceAll(/\W+/g, '-')}.txt`), mails.join('\n\n'));
  const shares = Object.entries(shareNew(year)).map(
    ([part, share]) => `${part} ${Math.round(share * 100)} %`,
  );
  console.log(
    `${woman.name}: median ${medianOf(year.map(wordsIn))} words a lesson; new to her: ${shares.join(', ')}`,
  );
}
