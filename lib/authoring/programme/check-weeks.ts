import { courseFrom } from '../../domain/course.ts';
import type { CourseSource } from '../course-source.ts';
import type { Finding } from '../findings.ts';
import { saysInOrder } from '../phrase.ts';
import { stageTextOf } from '../stage-texts.ts';
import { chainsOf } from './check-blocks.ts';
import { findingAt } from './finding-at.ts';
import { isFullWork, type Planned, plannedSessions } from './planned.ts';

/** What surrounds the moves of a week: minutes, walking, things to have, numbers and the running page. */
export function checkWeeks(course: CourseSource): Finding[] {
  return [
    ...plannedSessions(course).flatMap((planned) => [
      ...checkMinutes(course, planned),
      ...checkWalk(course, planned),
      ...checkNeeds(course, planned),
    ]),
    ...checkWalkBuild(course),
    ...chainsOf(course).flatMap((chain) => checkAnnounced(course, chain)),
    ...checkAsked(course),
  ];
}

function checkMinutes({ stages, programmeRules }: CourseSource, planned: Planned): Finding[] {
  const { minutes, subject } = planned.content;
  const easiest = programmeRules.data['easier-week'].minutes;
  const [fewest, most] = planned.easierWeek ? [2, easiest] : stageTextOf(stages.data, planned.stage).minutes;
  const numbers: readonly string[] = subject.match(/\d+/g) ?? [];
  return [
    ...(minutes >= fewest && minutes <= most
      ? []
      : [
          findingAt(
            planned,
            ['minutes'],
            'minutes',
            `${minutes} minutes; this week has ${fewest} to ${most}`,
          ),
        ]),
    ...(numbers.includes(`${minutes}`)
      ? []
      : [findingAt(planned, ['subject'], 'subject', `the subject does not say its ${minutes} minutes`)]),
  ];
}

function checkWalk({ programmeRules }: CourseSource, planned: Planned): Finding[] {
  const { walk, minutes } = planned.content;
  const most = programmeRules.data.walk.week;
  const week = walk.minutes * walk.times + 2 * minutes;
  return isFullWork(planned) && week > most
    ? [
        findingAt(
          planned,
          ['walk'],
          'walk',
          `walks and two sessions come to ${week} minutes (at most ${most})`,
        ),
      ]
    : [];
}

/** Walking builds up step by step and stays; the guidelines' minutes are named once. */
function checkWalkBuild(course: CourseSource): Finding[] {
  const rules = course.programmeRules.data.walk;
  const ladder = plannedSessions(course).filter(({ track }) => track === 'ladder');
  const guidelines = rules['guidelines-named'];
  const named =
    guidelines === undefined || ladder.some(({ content }) => content.walk.also?.includes(guidelines));
  const steps = ladder.flatMap((planned, place) => {
    const is = planned.content.walk.minutes;
    const was = ladder[place - 1]?.content.walk.minutes ?? is;
    const { number } = planned;
    const at = (message: string) => [findingAt(planned, ['walk'], 'walk', message)];
    if (number === rules.by && is !== rules['build-to'])
      return at(`${is} minutes; ${rules['build-to']} by here`);
    if (number > rules.by && is < rules['build-to'])
      return at(`${is} minutes; it stays at ${rules['build-to']}`);
    if (is < was) return at(`${is} minutes are fewer than ${was} the week before`);
    return is - was > rules.step ? at(`from ${was} to ${is} minutes is more than ${rules.step} at once`) : [];
  });
  const [first] = ladder;
  return [
    ...steps,
    ...(named || !first ? [] : [findingAt(first, ['walk'], 'walk', `no walk names the ${guidelines}`)]),
  ];
}

function checkNeeds({ kit }: CourseSource, planned: Planned): Finding[] {
  return planned.content.needs
    .filter((thing) => !Object.hasOwn(kit.data.things, thing))
    .map((thing) => findingAt(planned, ['needs'], 'kit', `kit.yaml has no thing "${thing}"`));
}

/** What a session first needs is said the week before. The loop's first levels begin with what the on-ramp had. */
function checkAnnounced(course: CourseSource, chain: readonly Planned[]): Finding[] {
  const { announce } = course.programmeRules.data;
  const had = new Set(chain[0]?.content.needs ?? []);
  return chain.slice(1).flatMap((planned, place) => {
    const before = chain[place];
    const fresh = planned.content.needs.filter((thing) => announce[thing] !== undefined && !had.has(thing));
    for (const thing of planned.content.needs) had.add(thing);
    return fresh
      .filter((thing) => !announces(before?.content['ready-next'], announce[thing]))
      .flatMap((thing) =>
        before
          ? [
              findingAt(
                before,
                ['ready-next'],
                'kit',
                `session ${planned.session} first needs "${thing}": announce it in ready-next`,
              ),
            ]
          : [],
      );
  });
}

function announces(text = '', words: readonly string[] = []): boolean {
  return words.some((one) => saysInOrder(text, [one]));
}

/** The numbers, the running page and the next level stand exactly where they are asked for. */
function checkAsked(course: CourseSource): Finding[] {
  const rules = course.programmeRules.data;
  const { loop, levels } = courseFrom(course.map.map);
  const ends = levels !== null && levels.highest > 1 ? loop.at(-1) : null;
  return plannedSessions(course).flatMap((planned) => {
    const { content, session } = planned;
    const wants = (due: boolean, there: boolean, key: string, rule: Finding['rule']) =>
      due === there
        ? []
        : [
            findingAt(
              planned,
              there ? [key] : [],
              rule,
              due ? `"${key}" belongs here` : `"${key}" stands where none is due`,
            ),
          ];
    return [
      ...wants(rules.numbers.includes(session), content.numbers !== undefined, 'numbers', 'numbers'),
      ...wants(rules.running.includes(session), content['ready-to-run'] === true, 'ready-to-run', 'running'),
      ...wants(session === ends, content['next-level'] !== undefined, 'next-level', 'level'),
    ];
  });
}
