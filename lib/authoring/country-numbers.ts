import type { CountrySource } from './course-schemas.ts';

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

function numbersIn(line: string, { numbers }: Pick<CountrySource, 'numbers'>): string {
  return line.replace(/\{([a-z-]+)\}/g, (whole, name: string) => {
    const number = numbers[name];
    if (!number) return whole;
    return 'tel' in number ? `[${number.shown}](tel:${number.tel})` : `[${number.shown}](sms:${number.sms})`;
  });
}
