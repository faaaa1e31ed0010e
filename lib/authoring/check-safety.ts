import { COUNTRIES, type Country } from '../domain/course.ts';
import { voiceOf } from './compile-edition.ts';
import type { Finding } from './findings.ts';
import type { CourseSource } from './read-course.ts';
import { rich } from './rich-text.ts';

/** Who must be named where, by country (docs/rules/content.md#signs-and-routes). */
const ROUTES: Readonly<Record<Country, { call: string[]; short: string[]; table: string[] }>> = {
  GB: { call: ['999'], short: ['111', '116 123'], table: ['999', '111', '116 123', '0808 808 8000'] },
  IE: {
    call: ['112', '999'],
    short: ['116 123', '50808'],
    table: ['112', '999', '116 123', '50808', '1800 111 888'],
  },
  US: {
    call: ['911'],
    short: ['988', '1-833-852-6262', 'not a crisis line'],
    table: ['911', '988', '1-833-852-6262'],
  },
  CA: { call: ['911'], short: ['811', '9-8-8'], table: ['911', '811', '9-8-8'] },
  AU: {
    call: ['000'],
    short: ['1800MEDICARE', '1800 022 222', '13 11 14', '1300 726 306'],
    table: ['000', '1800 022 222', '13 11 14', '1300 726 306'],
  },
  NZ: {
    call: ['111', 'ambulance'],
    short: ['0800 611 116', '1737', '0800 933 922'],
    table: ['111', '0800 611 116', '1737', '0800 933 922'],
  },
  other: {
    call: ['local emergency number', '112'],
    short: ['findahelpline.com'],
    table: ['112', 'findahelpline.com'],
  },
};

/** Signs that the short block names in every country and mode (0.0). */
const CALL_SIGNS = [
  'heavy bleeding',
  'pad soaked in an hour',
  'chest pain',
  'trouble breathing',
  'collapse',
  'a fit',
  'drooping face',
  'slurred speech',
  'worst-ever headache',
  'very ill',
  'seeing or hearing things',
  'harming yourself',
];
const RING_SIGNS = [
  'bad headache',
  'blurred sight',
  '38 C',
  'shivers',
  'pain',
  'swollen leg or arm',
  'hot or open wound',
  'cannot',
];
/** Signs of the whole table, each with the route it must have (5.1 and 0.0). */
const TABLE_SIGNS: readonly [RegExp, string][] = [
  [/heavy bleeding.*pad soaked in an hour/i, 'emergency'],
  [/chest pain.*breathless lying flat.*uneven heartbeat/i, 'emergency'],
  [/drooping face.*weak arm.*slurred speech.*worst-ever headache/i, 'emergency'],
  [/\ba fit\b/i, 'emergency'],
  [/with or without fever.*clammy.*rash that does not fade/i, 'emergency'],
  [/seeing or hearing things/i, 'emergency-department'],
  [/hurting yourself/i, 'crisis'],
  [/numbness between your legs/i, 'emergency-department'],
  [/headache that will not go.*blurred sight.*ribs/i, 'maternity-now'],
  [/tummy pain that will not go.*fluids/i, 'maternity-now'],
  [/one leg or arm/i, 'urgent-now'],
  [/38 C or more.*wound/i, 'urgent-today'],
  [/epidural or spinal.*6 hours/i, 'maternity-today'],
  [/tired/i, 'talk-today'],
];

/** The safety block and the table of signs, whole in every country and mode. */
export function checkSafety(course: CourseSource): Finding[] {
  return [
    ...checkTable(course),
    ...COUNTRIES.flatMap((country) => [
      ...checkRoutes(course, country),
      ...[true, false].flatMap((babyMentions) => checkBlock(course, country, babyMentions)),
    ]),
  ];
}

function checkTable({ safety }: CourseSource): Finding[] {
  const { rows } = safety.data.table;
  return TABLE_SIGNS.filter(
    ([sign, route]) =>
      !rows.some((row) => row.route === route && wordingsOf(row.sign).every((wording) => sign.test(wording))),
  ).map(([sign, route]) => ({
    file: safety.file,
    line: safety.lineOf(['table', 'rows']),
    rule: 'safety',
    message: `the table of signs lacks ${sign.source}, or does not send it to ${route}`,
  }));
}

function checkBlock(course: CourseSource, country: Country, babyMentions: boolean): Finding[] {
  const voice = voiceOf(course, country, babyMentions);
  const { short } = course.safety.data;
  const say = (key: 'call' | 'ring' | 'dark') => rich(voice.say(short[key])).text;
  const wanted = ROUTES[country];
  const translated = (sign: string) => voice.say(sign);
  const lacks = (key: 'call' | 'ring' | 'dark', needed: readonly string[]) =>
    needed
      .filter((part) => !say(key).includes(part))
      .map((part) => ({
        file: course.safety.file,
        line: course.safety.lineOf(['short', key]),
        rule: 'safety',
        message: `the safety block lacks "${part}" in ${country}${babyMentions ? '' : ' without baby mentions'}`,
      }));
  const whole = `${say('call')} ${say('ring')} ${say('dark')}`;
  return [
    ...lacks('call', [...wanted.call, ...CALL_SIGNS.map(translated)]),
    ...lacks('ring', RING_SIGNS.map(translated)),
    ...lacks('dark', ['If you gave birth in the last year, say so']),
    ...wanted.short
      .filter((part) => !whole.includes(part))
      .map((part) => ({
        file: course.helplines.file,
        line: course.helplines.lineOf([country]),
        rule: 'safety',
        message: `the safety block names no ${part} in ${country}`,
      })),
  ];
}

/** 111 is an advice line in Britain, the ambulance in New Zealand, and nowhere else. */
function checkRoutes({ helplines }: CourseSource, country: Country): Finding[] {
  const line = helplines.data[country];
  const routes = Object.values(line.routes).join(' ');
  const everything = `${line.call} ${line.ring} ${line.dark} ${routes}`;
  const at = (message: string) => ({
    file: helplines.file,
    line: helplines.lineOf([country]),
    rule: 'safety',
    message,
  });
  const advice = /\btel:111\b/;
  return [
    ...ROUTES[country].table
      .filter((part) => !everything.includes(part))
      .map((part) => at(`${country} names no ${part}`)),
    ...(country !== 'GB' && country !== 'NZ' && advice.test(everything)
      ? [at(`111 is no number in ${country}`)]
      : []),
    ...(country === 'NZ' && advice.test(`${line.ring} ${line.dark} ${line.routes['urgent-now']}`)
      ? [at('111 is the ambulance in NZ, not an advice line')]
      : []),
  ];
}

function wordingsOf(said: string | { baby: string; 'no-baby': string }): string[] {
  return typeof said === 'string' ? [said] : [said.baby, said['no-baby']];
}
