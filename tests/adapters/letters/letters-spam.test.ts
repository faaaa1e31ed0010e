import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { compose } from '../../../lib/adapters/ses/compose.ts';
import { aConfirmation, aLesson, SENDER } from '../../mail-builder.ts';
import { type Judged, LIMIT, lessonsToJudge, otherLetters } from './letters-to-judge.ts';
import { LINKS } from './sample-letters.ts';

/** Debian's `spamassassin`; a judge that may be missing on a laptop. */
const installed = spawnSync('spamassassin', ['--version']).status === 0;
if (!installed)
  console.warn('spamassassin is not installed: no letter is held against it (apt-get install spamassassin)');

/** Q28: the whole letter, and any one rule. */
const MOST = 0;
const MOST_OF_A_RULE = 0.5;
const SENT_AT = Date.parse('2026-11-22T09:00:00Z');

test('no letter looks like spam: no points, and no rule that gives half of one', {
  timeout: 5 * LIMIT.timeout,
}, async () => {
  const lessons = lessonsToJudge(12);
  const others = otherLetters().slice(0, 2);
  const messages = await Promise.all([
    ...lessons.map((letter) =>
      compose({ ...aLesson(), ...partsOf(letter), unsubscribeUrl: LINKS.unsubscribe }, SENDER, SENT_AT),
    ),
    ...others.map((letter) => compose({ ...aConfirmation(), ...partsOf(letter) }, SENDER, SENT_AT)),
  ]);
  const verdicts = installed ? judge(messages) : messages.map(() => ({ score: 0, rules: [] }));
  expect(verdicts).toHaveLength(lessons.length + others.length);
  for (const [place, { score, rules }] of verdicts.entries()) {
    const name = [...lessons, ...others][place]?.name;
    expect(score, name).toBeLessThanOrEqual(MOST);
    expect(
      rules.filter(({ points }) => points >= MOST_OF_A_RULE),
      name,
    ).toEqual([]);
  }
});

function partsOf({ subject, html, text }: Judged) {
  return { subject, html, text };
}

interface Verdict {
  score: number;
  rules: { points: number; rule: string }[];
}

/** All messages in one run, local tests only. */
function judge(messages: readonly Buffer[]): Verdict[] {
  const mbox = messages.map((raw) => {
    const lines = raw
      .toString('utf8')
      .replaceAll('\r\n', '\n')
      .replace(/^From /gm, '>From ');
    return `From coach@strongweeks.example Sun Nov 22 09:00:00 2026\n${lines}\n\n`;
  });
  const { stdout } = spawnSync('spamassassin', ['--local', '--test-mode', '--mbox'], {
    input: mbox.join(''),
    maxBuffer: 1e9,
    encoding: 'utf8',
  });
  return (
    stdout
      .split(/^Content analysis details:/m)
      .slice(1)
      // The next message follows the report, and a line of it may begin with a number and a word.
      .map((rest) => rest.split(/^From coach@/m)[0] ?? '')
      .map((report) => ({
        score: Number(/\((-?[\d.]+) points/.exec(report)?.[1] ?? Number.NaN),
        rules: [...report.matchAll(/^\s*(-?\d+\.\d+) (\w+) /gm)].map(([, points, rule = '']) => ({
          points: Number(points),
          rule,
        })),
      }))
  );
}
