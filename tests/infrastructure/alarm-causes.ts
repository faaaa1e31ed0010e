import type { Point } from './alarm-clock.ts';

/** What an alarm's metric looks like from day to day, and when what it is for is the case. */
export interface Story {
  /** One series for each phase, of {@link DAY} and more, that must not ring. */
  well: Series;
  /** As `well` until the minute `onset`, and from then on as the fault makes it. */
  causes: Readonly<Record<string, (phase: number, onset: number) => Point[]>>;
  /** Minutes after which the series repeats. */
  rhythm: number;
}

type Series = (phase: number) => Point[];

export const DAY = 1_440;
/** The fault begins here: late enough that any alarm has looked back as far as it can. */
export const ONSET = 3 * DAY;
const END = 6 * DAY;

/** Runs every `interval` minutes; each reports when it ends, up to `atMost` minutes later, never the same twice running. */
export function runs(interval: number, phase: number, atMost: number): number[] {
  const count = Math.floor((END - phase) / interval);
  return Array.from({ length: count }, (_, run) => phase + run * interval + atMost * wobble(run));
}

/** From 0 to 1, and both ends often: the hardest for a rule that counts periods. */
function wobble(run: number): number {
  return [0, 1, 0.5, 0, 0.2, 1, 1, 0, 0.8][run % 9] ?? 0;
}

const reports = (times: readonly number[], value: (at: number) => number | null): Point[] =>
  times.flatMap((at) => {
    const reported = value(at);
    return reported === null ? [] : [{ at, value: reported }];
  });

/** Says at the end of each run that it finished; from the onset on nobody does. */
function finishing(interval: number, atMost: number): Story {
  return {
    rhythm: interval,
    well: (phase) => reports(runs(interval, phase, atMost), () => 1),
    causes: {
      'every run fails or none is made': (phase, onset) =>
        reports(runs(interval, phase, atMost), (at) => (at < onset ? 1 : null)),
    },
  };
}

/** A number that each run of reconcile reports. `once` is what one run alone may report without a fault. */
function gauge(bad: number, once: number): Story {
  const times = (phase: number): number[] => runs(15, phase, 5);
  return {
    rhythm: 15,
    well: (phase) => times(phase).map((at, run) => ({ at, value: run % 16 === 7 ? once : 0 })),
    causes: {
      'every run reports it': (phase, onset) => reports(times(phase), (at) => (at < onset ? 0 : bad)),
    },
  };
}

/** Something that is counted once, when it happens. */
const happening: Story = {
  rhythm: 5,
  well: () => [],
  causes: { once: (phase, onset) => [{ at: onset + phase / 10, value: 1 }] },
};

/** A queue's number, each minute while it is active; SQS needs up to 15 minutes to notice that it is. */
function queue(normal: (at: number) => number, bad: (since: number) => number): Story {
  return {
    rhythm: 5,
    well: (phase) => reports(runs(1, phase / 5, 0), normal),
    causes: {
      'at once seen': (phase, onset) =>
        reports(runs(1, phase / 5, 0), (at) => (at < onset ? normal(at) : bad(at - onset))),
      'after a quiet day': (phase, onset) =>
        reports(runs(1, phase / 5, 0), (at) => (at < onset + 15 ? null : bad(at - onset))),
    },
  };
}

const everyMinute = (phase: number): number[] => runs(1, phase, 0.4);

const atCapacity: Story = {
  rhythm: 60,
  // The first 20 minutes of each hour are its peak.
  well: (phase) => reports(everyMinute(0), (at) => ((at + phase) % 60 < 20 ? 1 : null)),
  causes: {
    'every run': (phase, onset) =>
      reports(everyMinute(phase / 60), (at) => (at >= onset || (at + phase) % 60 < 20 ? 1 : null)),
  },
};

const paused: Story = {
  rhythm: 180,
  // The circuit opens for 5 minutes, three times a working day.
  well: (phase) => reports(everyMinute(0), (at) => ((at + phase) % 180 < 5 ? 1 : null)),
  causes: {
    'by the operator': (phase, onset) => reports(everyMinute(phase / 180), (at) => (at < onset ? null : 1)),
    'by the circuit, which probes every 5 minutes and opens again': (phase, onset) =>
      reports(everyMinute(phase / 180), (at) => (at < onset || (at - onset) % 6 > 5 ? null : 1)),
  },
};

const SECONDS = 1_000;

/** A thousand mothers: a lesson every ten minutes. */
const late: Story = {
  rhythm: 10,
  // One straggler in three hours.
  well: (phase) =>
    runs(10, phase, 3).map((at, lesson) => ({ at, value: (lesson % 18 === 5 ? 900 : 20) * SECONDS })),
  causes: {
    'every lesson goes 15 minutes late': (phase, onset) =>
      reports(runs(10, phase, 3), (at) => (at < onset ? 20 : 900) * SECONDS),
  },
};

/** `quota` mails may go in 24 hours. */
export function quota(mails: number): Story {
  const aMinute = (share: number): number => (share * mails) / DAY;
  return {
    rhythm: 5,
    well: (phase) => reports(runs(5, phase, 2), () => 5 * aMinute(0.7)),
    // At the onset 80 % of the quota went within the last 24 hours.
    causes: {
      'a day of many mails': (phase, onset) =>
        reports(runs(5, phase, 2), (at) =>
          at < onset - DAY ? 5 * aMinute(0.5) : at < onset + 5 ? 5 * aMinute(0.8) : 5 * aMinute(1.2),
        ),
    },
  };
}

/** SES works its figures out about once an hour. */
function reputation(well: number, bad: number): Story {
  return {
    rhythm: 60,
    well: (phase) => reports(runs(60, phase, 20), () => well),
    causes: {
      'it rises': (phase, onset) => reports(runs(60, phase, 20), (at) => (at < onset ? well : bad)),
      'it rises, and SES was silent for a day': (phase, onset) =>
        reports(runs(60, phase, 20), (at) => (at < onset - DAY ? well : at < onset ? null : bad)),
    },
  };
}

/** Answers of 5xx. The canary alone asks twice every 5 minutes. */
const site: Story = {
  rhythm: 5,
  well: (phase) => reports(runs(360, phase * 60, 0), () => 20),
  causes: {
    'it is down and no reader comes': (phase, onset) =>
      reports(runs(5, phase, 1), (at) => (at < onset ? 0 : 2)),
    'it is down and everybody comes': (phase, onset) =>
      reports(everyMinute(phase / 5), (at) => (at < onset ? 0 : 50)),
  },
};

/** In the sandbox there is one a day. */
export const DAILY_STORY = finishing(DAY, 4);

export const STORIES: Readonly<Record<string, Story>> = {
  'Lessons due and not sent': gauge(12, 1),
  'Lessons go late': late,
  'Outcome unknown': gauge(1, 0),
  'Lesson given up': happening,
  'Lessons unreviewed': happening,
  'Lesson refused': happening,
  'At capacity': atCapacity,
  'Sending paused': paused,
  'Quota nearly used': quota(100_000),
  Bounces: reputation(0.004, 0.021),
  Complaints: reputation(0.0001, 0.0006),
  'Dead letters of lesson': queue(
    () => 0,
    () => 1,
  ),
  'Dead letters of enrol': queue(
    () => 0,
    () => 1,
  ),
  'Dead letters of event': queue(
    () => 0,
    () => 1,
  ),
  'Confirmation mails wait': queue(
    (at) => (at % 30 < 3 ? 90 : 0),
    (since) => (since + 10) * 60,
  ),
  'Events wait': queue(
    (at) => (at % 30 < 3 ? 90 : 0),
    (since) => (since + 15) * 60,
  ),
  'Dispatch absent': finishing(1, 0.9),
  'Reconcile absent': finishing(15, 5),
  'Rotate fails': happening,
  'Site answers with errors': site,
  'Site does not answer': finishing(5, 1.5),
  'Story does not end': finishing(60, 4),
};
