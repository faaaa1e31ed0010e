import type { CourseSource } from '../course-source.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Finding } from '../findings.ts';
import { chainsOf } from './check-blocks.ts';
import { findingAt } from './finding-at.ts';
import { type Planned, plannedSessions } from './planned.ts';

/** Tips: each sent somewhere, the mood questions in their weeks, none twice running, and wordings enough. */
export function checkTips(course: CourseSource): Finding[] {
  const all = plannedSessions(course);
  return [
    ...checkKnown(course, all),
    ...checkMood(course, all),
    ...checkMatrescence(course, all),
    ...chainsOf(course).flatMap((chain) => [...sameTwice(chain), ...tooSoon(course, chain)]),
  ];
}

function checkKnown({ tips, programmeRules }: CourseSource, all: readonly Planned[]): Finding[] {
  const ids = new Set(tips.map(({ id }) => id));
  const sent = new Set(all.map(({ tip }) => tip));
  const inLoop = new Set(all.filter(({ level }) => level !== null).map(({ tip }) => tip));
  const wanted = programmeRules.data.tips['loop-wordings'];
  return [
    ...all
      .filter(({ tip }) => !ids.has(tip))
      .map((planned) =>
        findingAt(
          planned,
          ['tip'],
          'present',
          `there is no tip ${planned.tip}${didYouMean(planned.tip, ids)}`,
        ),
      ),
    ...tips
      .filter(({ id }) => !sent.has(id))
      .map(({ file, id }) => ({
        file,
        line: 1,
        rule: 'tip' as const,
        message: `${id} is sent with no session: give it one, or take it out`,
      })),
    ...tips
      .filter(({ id, variants }) => inLoop.has(id) && variants.length < wanted)
      .map(({ file, id, variants }) => ({
        file,
        line: 1,
        rule: 'tip' as const,
        message: `${id} comes round in the loop and needs ${wanted} wordings, it has ${variants.length}`,
      })),
    ...tips.flatMap(({ file, variants }) =>
      variants
        .filter(({ body, noBaby }) => [body, noBaby ?? body].some((text) => text.split('**').length !== 3))
        .map(({ line }) => ({
          file,
          line: line + 2,
          rule: 'tip' as const,
          message: 'a wording has one action, between ** and **',
        })),
    ),
  ];
}

function checkMood({ programmeRules }: CourseSource, all: readonly Planned[]): Finding[] {
  const { mood, 'mood-at': at } = programmeRules.data.tips;
  return all
    .filter(({ session, tip }) => mood !== undefined && at.includes(session) && tip !== mood)
    .map((planned) =>
      findingAt(
        planned,
        ['tip'],
        'tip',
        `session ${planned.session} carries the mood questions: tip ${mood}`,
      ),
    );
}

function checkMatrescence({ programmeRules }: CourseSource, all: readonly Planned[]): Finding[] {
  const { matrescence } = programmeRules.data.tips;
  if (matrescence === undefined) return [];
  const { tip, between } = matrescence;
  const ladder = all.filter(({ track }) => track === 'ladder');
  const [from, to] = between;
  const there = ladder.some((one) => one.tip === tip && one.number >= from && one.number <= to);
  const [first] = ladder;
  return there || !first
    ? []
    : [findingAt(first, ['tip'], 'tip', `${tip} comes between sessions ${from} and ${to}`)];
}

function sameTwice(chain: readonly Planned[]): Finding[] {
  return chain
    .filter(({ tip }, place) => place > 0 && chain[place - 1]?.tip === tip)
    .map((planned) => findingAt(planned, ['tip'], 'tip', `${planned.tip} comes twice running`));
}

/** Walked straight on, no wording comes again within so many weeks: the wording is the how-many-eth time the tip comes. */
function tooSoon({ tips, programmeRules }: CourseSource, chain: readonly Planned[]): Finding[] {
  const { apart } = programmeRules.data.tips;
  const wordings = new Map(tips.map(({ id, variants }) => [id, variants.length]));
  const times = new Map<string, number>();
  const lastSent = new Map<string, number>();
  return chain.flatMap((planned, week) => {
    const { tip } = planned;
    const time = times.get(tip) ?? 0;
    times.set(tip, time + 1);
    const wording = `${tip}/${time % (wordings.get(tip) ?? 1)}`;
    const before = lastSent.get(wording);
    lastSent.set(wording, week);
    return before !== undefined && week - before <= apart
      ? [
          findingAt(
            planned,
            ['tip'],
            'tip',
            `${tip} comes in the same words within ${apart} ${apart === 1 ? 'week' : 'weeks'}: write another wording, or move it`,
          ),
        ]
      : [];
  });
}
