import { type Instant, MINUTE_MS, SECOND_MS } from '../../lib/domain/calendar.ts';

/** When something happened, by the day and the time since the start. */
export function stamp(start: Instant, now: Instant): string {
  const minutes = Math.floor((now - start) / MINUTE_MS);
  const [day, rest] = [Math.floor(minutes / 1_440), minutes % 1_440];
  const seconds = ((now - start) % MINUTE_MS) / SECOND_MS;
  return `day ${day} ${pad(Math.floor(rest / 60))}:${pad(rest % 60)}:${seconds.toFixed(3).padStart(6, '0')}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
