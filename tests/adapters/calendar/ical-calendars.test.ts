import fc from 'fast-check';
import ICAL from 'ical.js';
import { parseICS } from 'node-ical';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { icalCalendars } from '../../../lib/adapters/calendar/ical-calendars.ts';
import { DAY_MS, localDate, timeZones } from '../../../lib/domain/calendar.ts';
import { trainingTimes } from '../../../lib/domain/training/training-times.ts';
import type { CalendarFeed } from '../../../lib/ports/calendars.ts';
import { anyTraining } from '../../domain/training/any-training.ts';

const { write } = icalCalendars({
  name: 'A course',
  host: 'course.example',
  summary: '20 minutes for you',
});

function feed(overrides: Partial<CalendarFeed> & { days?: readonly [2, 5] } = {}): CalendarFeed {
  const { days = [2, 5], ...rest } = overrides;
  const [now, timeZone] = [rest.now ?? at('2026-10-19T08:00'), rest.timeZone ?? 'Europe/London'];
  return {
    ...{ owner: 'mwt3h340-abcdefgh', startsAt: '09:30', timeZone, remind: false, revision: 7, now },
    times: trainingTimes({ days }, localDate(now, timeZone), null),
    ...rest,
  };
}

const at = (time: string) => Date.parse(`${time}Z`);

interface Read {
  uid: string;
  start: number;
  end: number;
  summary: string;
}

/** What each of two programs makes of the file: who subscribes has one or the other. */
const READERS: Readonly<Record<string, (ics: string) => Read[]>> = {
  'ical.js': (ics) => {
    const calendar = new ICAL.Component(ICAL.parse(ics));
    ICAL.TimezoneService.reset();
    for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
    return calendar.getAllSubcomponents('vevent').map((component) => {
      const event = new ICAL.Event(component);
      return {
        uid: event.uid,
        start: event.startDate.toJSDate().getTime(),
        end: event.endDate.toJSDate().getTime(),
        summary: event.summary,
      };
    });
  },
  'node-ical': (ics) =>
    Object.values(parseICS(ics)).flatMap((part) =>
      part?.type === 'VEVENT'
        ? [
            {
              uid: part.uid,
              start: part.start.getTime(),
              end: part.end?.getTime() ?? 0,
              summary: String(part.summary),
            },
          ]
        : [],
    ),
};

/** When each training time begins, by the same zone data that the lessons go by. */
function expected({ times, startsAt, timeZone }: CalendarFeed): number[] {
  return times.map(
    ({ on }) => Temporal.PlainDateTime.from(`${on}T${startsAt}`).toZonedDateTime(timeZone).epochMilliseconds,
  );
}

describe.each(Object.entries(READERS))('read by %s, her calendar', (_name, read) => {
  test.each([
    ['Europe/London', '2026-10-19T08:00'],
    ['Europe/London', '2027-03-20T08:00'],
    ['America/New_York', '2026-10-26T08:00'],
    ['America/St_Johns', '2027-03-08T08:00'],
    ['Australia/Lord_Howe', '2027-03-29T08:00'],
    ['Pacific/Auckland', '2026-09-20T08:00'],
    ['Europe/Dublin', '2026-10-19T08:00'],
    ['Asia/Kolkata', '2026-10-19T08:00'],
    ['Africa/Casablanca', '2027-02-01T08:00'],
  ])('keeps her hour over the clock change of %s after %s', (timeZone, now) => {
    const hers = feed({ timeZone, now: at(now) });
    const events = read(write(hers));
    expect(events.map(({ start }) => start)).toEqual(expected(hers));
    expect(events.every(({ start, end }) => end - start === 20 * 60_000)).toBe(true);
  });

  test('has each time once, in any zone, on any day, whatever she chose', () => {
    const moment = fc.integer({ min: at('2026-01-01T00:00'), max: at('2030-01-01T00:00') });
    fc.assert(
      fc.property(anyTraining, fc.constantFrom(...timeZones()), moment, (training, timeZone, now) => {
        const times = trainingTimes(training, localDate(now, timeZone), null);
        const hers = feed({ times, timeZone, now, startsAt: training.time, remind: training.remind });
        const events = read(write(hers));
        expect(events.map(({ start }) => start)).toEqual(expected(hers));
        expect(new Set(events.map(({ uid }) => uid)).size).toBe(times.length);
      }),
      { numRuns: 60, seed: 20_261_127 },
    );
  });

  test('has a day that she moves as the same event on another day', () => {
    const before = feed();
    const today = localDate(before.now, before.timeZone);
    const after = feed({ times: trainingTimes({ days: [3, 5] }, today, null), revision: 8 });
    const [was, is] = [read(write(before)), read(write(after))];
    expect(is.map(({ uid }) => uid)).toEqual(was.map(({ uid }) => uid));
    expect(is.map(({ start }) => start)).toEqual(expected(after));
    expect(is.map(({ start }, at) => start - (was[at]?.start ?? 0))).toEqual(
      was.map((_event, at) => (at % 2 === 0 ? DAY_MS : 0)),
    );
  });

  test('has the same events at the same hour of the clock in a zone that she moves to', () => {
    const [before, after] = [feed(), feed({ timeZone: 'America/St_Johns', revision: 8 })];
    const [was, is] = [read(write(before)), read(write(after))];
    expect(is.map(({ uid }) => uid)).toEqual(was.map(({ uid }) => uid));
    expect(is.map(({ start }) => start)).toEqual(expected(after));
    expect(is.every(({ start }, at) => start > (was[at]?.start ?? 0))).toBe(true);
  });

  test('rests while she pauses, and goes on with the same events', () => {
    const before = feed();
    const today = localDate(before.now, before.timeZone);
    const paused = feed({ times: trainingTimes({ days: [2, 5] }, today, '2026-11-02'), revision: 8 });
    const [was, is] = [read(write(before)), read(write(paused))];
    expect(is.length).toBeGreaterThan(0);
    expect(is).toEqual(was.filter(({ start }) => start >= at('2026-11-02T00:00')));
  });

  test('says nothing of her body or the course', () => {
    const events = read(write(feed()));
    expect(new Set(events.map(({ summary }) => summary))).toEqual(new Set(['20 minutes for you']));
  });

  test('is a calendar without times before she chooses any', () => {
    expect(read(write(feed({ times: [] })))).toEqual([]);
  });
});

describe('the file', () => {
  test('says in UTC when it was made, and grows with each change, so that the newer one wins', () => {
    const ics = write(feed({ now: at('2026-07-01T10:11') }));
    expect(ics).toContain('DTSTAMP:20260701T101100Z');
    expect(ics).toContain('SEQUENCE:7');
  });

  test('has its zone’s own rules in it', () => {
    const ics = write(feed());
    expect(ics).toContain('DTSTART;TZID=Europe/London:20261020T093000');
    expect(ics).toMatch(
      /BEGIN:STANDARD\r\nDTSTART:20261025T020000\r\nTZOFFSETFROM:\+0100\r\nTZOFFSETTO:\+0000/,
    );
  });

  test('rings only where she asked for it', () => {
    expect(write(feed())).not.toContain('VALARM');
    expect(write(feed({ remind: true }))).toMatch(/BEGIN:VALARM[\s\S]*TRIGGER:-PT10M/);
  });

  test('has lines that end in CRLF and are no longer than 75 bytes', () => {
    for (const line of write(feed({ timeZone: 'America/Argentina/ComodRivadavia' })).split('\r\n')) {
      expect(line).not.toContain('\n');
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    }
  });
});
