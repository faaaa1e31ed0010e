import { ICalAlarmType, ICalCalendar, ICalEventTransparency } from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { MINUTES } from '../../domain/training/training-times.ts';
import type { CalendarFeed, Calendars } from '../../ports/calendars.ts';
import { vtimezone } from './vtimezone.ts';

/** How often a calendar should ask again: a day that she moved is there within a few hours. */
const ASK_AGAIN_SECONDS = 4 * 3600;
const REMIND_SECONDS = 10 * 60;

/** Who publishes the calendar, the host that ends the names of its events, and all that it says. */
export interface Publisher {
  name: string;
  host: string;
  summary: string;
}

/** iCalendar files of the library `ical-generator`. */
export function icalCalendars(publisher: Publisher): Calendars {
  return { write: (feed) => calendarOf(feed, publisher).toString() };
}

function calendarOf(feed: CalendarFeed, { name, host, summary }: Publisher): ICalCalendar {
  const { timeZone, now, times } = feed;
  const calendar = new ICalCalendar({
    name: summary,
    prodId: `//${name}//Training times//EN`,
    ttl: ASK_AGAIN_SECONDS,
    // Named only where there are no times: of a calendar with a zone, the library writes the moment of writing in that
    // zone, and it must be in UTC (RFC 5545, section 3.8.7.2). The events name the zone themselves.
    timezone: { name: times.length === 0 ? timeZone : null, generator: (zone) => vtimezone(zone, now) },
    x: { 'X-WR-TIMEZONE': timeZone },
  });
  for (const { week, place, on } of times) {
    const start = Temporal.PlainDateTime.from(`${on}T${feed.startsAt}`);
    const event = calendar.createEvent({
      id: `${feed.owner}-${week}-${place}@${host}`,
      sequence: feed.revision,
      stamp: new Date(now),
      start,
      end: start.add({ minutes: MINUTES }),
      timezone: timeZone,
      summary,
      // She may be somewhere else: it takes no time away from what others may book.
      transparency: ICalEventTransparency.TRANSPARENT,
    });
    if (feed.remind)
      event.createAlarm({ type: ICalAlarmType.display, trigger: REMIND_SECONDS, description: summary });
  }
  return calendar;
}
