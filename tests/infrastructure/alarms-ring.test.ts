import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { DAILY_STORY, DAY, ONSET, runs, STORIES, type Story } from './alarm-causes.ts';
import { type AlarmRule, type Conditions, firstRing, type Point } from './alarm-clock.ts';
import { ofType, someSettings, synthesise } from './synthesised.ts';

const alarmProperties = z
  .object({
    AlarmDescription: z.string(),
    Threshold: z.number(),
    ComparisonOperator: z.enum(['GreaterThanOrEqualToThreshold', 'LessThanThreshold']),
    Period: z.number(),
    Statistic: z.enum(['Sum', 'Maximum']).optional(),
    ExtendedStatistic: z.literal('p99').optional(),
    EvaluationPeriods: z.number(),
    DatapointsToAlarm: z.number(),
    TreatMissingData: z.enum(['breaching', 'notBreaching', 'ignore']),
  })
  .transform((alarm) => ({
    name: alarm.AlarmDescription.slice(0, alarm.AlarmDescription.indexOf('.')),
    within: Number(/within (\d+) minutes/.exec(alarm.AlarmDescription)?.[1]),
    rule: {
      threshold: alarm.Threshold,
      comparison: alarm.ComparisonOperator,
      periodMinutes: alarm.Period / 60,
      statistic: alarm.Statistic ?? alarm.ExtendedStatistic ?? 'Sum',
      evaluationPeriods: alarm.EvaluationPeriods,
      datapointsToAlarm: alarm.DatapointsToAlarm,
      missing: alarm.TreatMissingData,
    } satisfies AlarmRule,
  }));
type Alarm = z.infer<typeof alarmProperties>;

let alarms: Alarm[] = [];
beforeAll(() => {
  alarms = ofType(synthesise().resources, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) =>
    alarmProperties.parse(Properties),
  );
});

const NAMES = Object.keys(STORIES);

function alarmNamed(name: string): Alarm {
  const found = alarms.find((alarm) => alarm.name === name);
  if (found === undefined) throw new Error(`no alarm ${name}`);
  return found;
}

/** Points are seen at once or two minutes later; gaps are filled at once or after a look further back. */
const WHATEVER: readonly Omit<Conditions, 'alignment'>[] = [0, 2].flatMap((delay) =>
  [0, 2].map((furtherBack) => ({ delay, furtherBack })),
);

function phases(story: Story): number[] {
  const step = story.rhythm > 200 ? 97 : story.rhythm > 30 ? 4 : 1;
  return Array.from({ length: Math.ceil(story.rhythm / step) }, (_, phase) => phase * step);
}

/** Every way in which periods can lie; of a day's only the one that ends now, or a minute's test would take an hour. */
function alignments({ periodMinutes }: AlarmRule): Conditions['alignment'][] {
  const fixed = periodMinutes < DAY ? [0, Math.floor(periodMinutes / 3), periodMinutes - 1] : [];
  return ['sliding', ...fixed];
}

function ringsTooLate({ rule, within }: Alarm, story: Story): string[] {
  return Object.entries(story.causes).flatMap(([cause, series]) =>
    phases(story).flatMap((phase) => {
      const points = series(phase, ONSET);
      return WHATEVER.flatMap((conditions) =>
        alignments(rule).flatMap((alignment) => {
          const until = ONSET + within + 1;
          const rung = firstRing(rule, points, { ...conditions, alignment, from: ONSET, until });
          return rung === null
            ? [`${cause}, phase ${phase}, ${JSON.stringify(conditions)}, ${alignment}`]
            : [];
        }),
      );
    }),
  );
}

/** Late enough for any alarm to have looked back as far as it can. */
const QUIET_FROM = 2 * DAY;

function ringsForNothing({ rule }: Alarm, story: Story): string[] {
  return phases(story).flatMap((phase) => {
    const points = story.well(phase);
    const until = QUIET_FROM + Math.max(480, 2 * story.rhythm);
    return WHATEVER.flatMap((conditions) => {
      const from = QUIET_FROM;
      const rung = firstRing(rule, points, { ...conditions, alignment: 'sliding', from, until });
      return rung === null ? [] : [`phase ${phase} at ${rung}, ${JSON.stringify(conditions)}`];
    });
  });
}

test('every alarm of the template has a story here, and says how soon it rings', () => {
  expect(alarms.map(({ name }) => name).sort()).toEqual(NAMES.toSorted());
  for (const { within } of alarms) expect(within).toBeGreaterThan(0);
});

describe('an alarm rings within its stated time, in every phase of its cause:', () => {
  test.each(NAMES)('%s', (name) => {
    expect(ringsTooLate(alarmNamed(name), STORIES[name] ?? NOTHING)).toEqual([]);
  });
});

describe('an alarm is quiet while nothing is wrong, in every phase:', () => {
  test.each(NAMES)('%s', (name) => {
    expect(ringsForNothing(alarmNamed(name), STORIES[name] ?? NOTHING)).toEqual([]);
  });
});

test('in the sandbox, where a story is told once a day, its silence rings within its own stated time', () => {
  const [, alarm] =
    ofType(synthesise([someSettings({ dailyQuota: 200 })]).resources, 'AWS::CloudWatch::Alarm').find(
      ([, { Properties }]) => Properties['MetricName'] === 'StoryFinished',
    ) ?? [];
  const daily = alarmProperties.parse(alarm?.Properties);
  expect(daily.within).toBe(30 * 60);
  expect(ringsTooLate(daily, DAILY_STORY)).toEqual([]);
  expect(ringsForNothing(daily, DAILY_STORY)).toEqual([]);
});

const NOTHING: Story = { rhythm: 1, well: () => [], causes: {} };

describe('the clock of these tests sees what was wrong before:', () => {
  const failing: AlarmRule = {
    threshold: 1,
    comparison: 'GreaterThanOrEqualToThreshold',
    periodMinutes: 5,
    statistic: 'Sum',
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
    missing: 'notBreaching',
  };
  const conditions: Conditions = { delay: 0, furtherBack: 0, alignment: 'sliding' };
  const errors = (phase: number): Point[] => runs(15, phase, 0).map((at) => ({ at, value: 1 }));

  test('errors in three steps of 5 minutes running never come from a function that runs every 15', () => {
    for (let phase = 0; phase < 15; phase += 1)
      expect(firstRing(failing, errors(phase), { ...conditions, from: DAY, until: 2 * DAY })).toBeNull();
  });

  test('they come from one that runs every minute', () => {
    const points = runs(1, 0, 0).map((at) => ({ at, value: 1 }));
    expect(firstRing(failing, points, { ...conditions, from: DAY, until: 2 * DAY })).toBe(DAY);
  });

  test('silence is filled as the alarm says, and a real point further back counts first', () => {
    const absent: AlarmRule = { ...failing, comparison: 'LessThanThreshold', missing: 'breaching' };
    const points = [{ at: DAY - 1, value: 1 }];
    const range = { from: DAY, until: DAY + 60 };
    expect(firstRing(absent, points, { ...conditions, ...range })).toBe(DAY + 15);
    expect(firstRing(absent, points, { ...conditions, ...range, furtherBack: 2 })).toBe(DAY + 25);
    expect(firstRing({ ...absent, missing: 'ignore' }, [], { ...conditions, ...range })).toBeNull();
  });
});
