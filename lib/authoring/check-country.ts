import type { Country } from '../domain/countries.ts';
import type { CountrySource } from './course-schemas.ts';
import type { Finding } from './findings.ts';
import type { SourceFile } from './source-file.ts';

/** Lines that send her to somebody who gives advice: never to the ambulance. */
const ADVICE = [
  'ring',
  'routes.urgent-now',
  'routes.urgent-today',
  'routes.maternity-today',
  'routes.talk-today',
];
/** Lines that must name the emergency number. */
const EMERGENCY = ['call', 'call-short', 'routes.emergency'];
const EMERGENCY_NUMBER = 'emergency';

/** A country's numbers: each known, used, dialled as it is shown, and the ambulance no advice line. */
export function checkCountry(source: SourceFile<CountrySource>, country: Country): Finding[] {
  const lines = linesOf(source.data);
  const at = (path: string, rule: Finding['rule'], message: string): Finding => ({
    file: source.file,
    line: source.lineOf(path.split('.')),
    rule,
    message,
  });
  return [
    ...lines.flatMap(({ path, text }) => lineFaults(source.data, path, text, country, at)),
    ...Object.entries(source.data.numbers).flatMap(([name, number]) =>
      numberFaults(name, number, lines, (rule, message) => at(`numbers.${name}`, rule, message)),
    ),
    ...(Object.hasOwn(source.data.numbers, EMERGENCY_NUMBER)
      ? []
      : [at('numbers', 'number-unknown', `${country} has no number "${EMERGENCY_NUMBER}"`)]),
  ];
}

interface Line {
  path: string;
  text: string;
}

function linesOf({ call, 'call-short': callShort, ring, dark, routes, loss }: CountrySource): Line[] {
  return [
    { path: 'call', text: call },
    ...(callShort === undefined ? [] : [{ path: 'call-short', text: callShort }]),
    { path: 'ring', text: ring },
    { path: 'dark', text: dark },
    ...Object.entries(routes).map(([route, text]) => ({ path: `routes.${route}`, text })),
    ...loss.map((text, place) => ({ path: `loss.${place}`, text })),
  ];
}

type At = (path: string, rule: Finding['rule'], message: string) => Finding;

function lineFaults(
  { numbers }: CountrySource,
  path: string,
  text: string,
  country: Country,
  at: At,
): Finding[] {
  const named = [...text.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name);
  return [
    ...named
      .filter((name) => !Object.hasOwn(numbers, name))
      .map((name) => at(path, 'number-unknown', `nothing fills {${name}}: add it to numbers`)),
    ...(/\((?:tel|sms):/.test(text)
      ? [at(path, 'number-raw', 'a number of its own: add it to numbers and write {its-name}')]
      : []),
    ...(EMERGENCY.includes(path) && !named.includes(EMERGENCY_NUMBER)
      ? [at(path, 'number-unknown', `${path} names no {${EMERGENCY_NUMBER}}`)]
      : []),
    ...(ADVICE.includes(path) && named.includes(EMERGENCY_NUMBER)
      ? [at(path, 'safety', `${shownOf(numbers)} is the ambulance in ${country}, not an advice line`)]
      : []),
  ];
}

function shownOf(numbers: CountrySource['numbers']): string {
  return numbers[EMERGENCY_NUMBER]?.shown ?? '';
}

function numberFaults(
  name: string,
  number: CountrySource['numbers'][string],
  lines: readonly Line[],
  at: (rule: Finding['rule'], message: string) => Finding,
): Finding[] {
  const dialled = 'tel' in number ? number.tel : number.sms;
  return [
    ...(number.shown.replace(/\D/g, '') === dialled
      ? []
      : [at('number-differs', `shows ${number.shown} and dials ${dialled}: write the same digits`)]),
    ...(lines.some(({ text }) => text.includes(`{${name}}`))
      ? []
      : [at('number-unused', `no line says {${name}}: use it, or take it out`)]),
  ];
}
