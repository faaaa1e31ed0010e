import type { Country } from '../domain/countries.ts';
import { checkCountry } from './check-country.ts';
import type { Finding } from './findings.ts';
import type { VoicedText } from './programme-schemas.ts';
import type { CourseSource } from './read-course.ts';
import { rich } from './rich-text.ts';
import { voiceOf } from './voice.ts';

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

/** Signs that the strip at the top of every mail names. */
const STRIP_SIGNS = ['heavy bleeding', 'chest pain', 'a fit', 'harming yourself'];

/** The strip, the safety block and the table of signs, whole in every country and mode. */
export function checkSafety(course: CourseSource): Finding[] {
  return [
    ...checkTable(course),
    ...Object.entries(course.countries).flatMap(([country, file]) => [
      ...checkCountry(file, country),
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
  const { short, strip } = course.safety.data;
  const lacks = (path: readonly string[], written: VoicedText, needed: readonly string[]) => {
    const read = rich(voice.say(written)).text;
    return needed
      .filter((part) => !read.includes(part))
      .map((part) => ({
        file: course.safety.file,
        line: course.safety.lineOf(path),
        rule: 'safety',
        message: `the safety block lacks "${part}" in ${country}${babyMentions ? '' : ' without baby mentions'}`,
      }));
  };
  const translated = (sign: string) => voice.say(sign);
  const emergency = voice.helpline.numbers['emergency']?.shown ?? '';
  return [
    ...lacks(['strip', 'call'], strip.call, [emergency, ...STRIP_SIGNS.map(translated)]),
    ...lacks(['short', 'call'], short.call, [emergency, ...CALL_SIGNS.map(translated)]),
    ...lacks(['short', 'ring'], short.ring, RING_SIGNS.map(translated)),
    ...lacks(['short', 'dark'], short.dark, ['If you gave birth in the last year, say so']),
  ];
}

function wordingsOf(written: string | { baby: string; 'no-baby': string }): string[] {
  return typeof written === 'string' ? [written] : [written.baby, written['no-baby']];
}
