import { directionOf } from '../domain/spoken.ts';
import type { CountrySource } from './course-schemas.ts';

/** Left-to-right mark: behind words of a line that begins on the right the groups of a number would change places. */
const FROM_THE_LEFT = '\u200E';

/** A country's lines with its numbers in their places: `{talk}` becomes a link that dials what it shows. */
export function withNumbers(country: CountrySource): CountrySource {
  const put = (line: string) => numbersIn(line, country);
  const callShort = country['call-short'];
  return {
    ...country,
    call: put(country.call),
    ...(callShort === undefined ? {} : { 'call-short': put(callShort) }),
    ring: put(country.ring),
    dark: put(country.dark),
    routes: {
      emergency: put(country.routes.emergency),
      'emergency-department': put(country.routes['emergency-department']),
      crisis: put(country.routes.crisis),
      'maternity-now': put(country.routes['maternity-now']),
      'urgent-now': put(country.routes['urgent-now']),
      'urgent-today': put(country.routes['urgent-today']),
      'maternity-today': put(country.routes['maternity-today']),
      'talk-today': put(country.routes['talk-today']),
    },
    loss: country.loss.map(put),
  };
}

function numbersIn(line: string, { numbers, language }: Pick<CountrySource, 'numbers' | 'language'>): string {
  const mark = directionOf(language) === 'rtl' ? FROM_THE_LEFT : '';
  return line.replace(/\{([a-z-]+)\}/g, (whole, name: string) => {
    const number = numbers[name];
    if (!number) return whole;
    const target = 'tel' in number ? `tel:${number.tel}` : `sms:${number.sms}`;
    return `[${mark}${number.shown}](${target})`;
  });
}
