import { editionKey, type Rich } from '../adapters/letters/edition.ts';
import type { Country } from '../domain/countries.ts';
import { withNumbers } from './country-numbers.ts';
import { inUnitsOf } from './country-units.ts';
import { wordsOf } from './country-words.ts';
import type { CountrySource } from './course-schemas.ts';
import type { CourseSource } from './course-source.ts';
import type { VoicedText } from './programme-schemas.ts';
import { countryFile } from './read-countries.ts';
import { rich } from './rich-text.ts';

/** How one edition says things: in its country's words, with or without baby mentions. A course of one voice has none. */
export interface Voice {
  country: Country;
  babyMentions: boolean;
  helpline: CountrySource;
  say(written: VoicedText | ''): string;
  rich(written: VoicedText): Rich;
}

export function voiceOf(course: CourseSource, country: Country, babyMentions: boolean): Voice {
  const voices = VOICES.get(course) ?? new Map<string, Voice>();
  VOICES.set(course, voices);
  const key = editionKey(country, babyMentions);
  const voice = voices.get(key) ?? newVoice(course, country, babyMentions);
  voices.set(key, voice);
  return voice;
}

/** A voice is asked for thousands of times while a course is checked. */
const VOICES = new WeakMap<CourseSource, Map<string, Voice>>();

function newVoice(course: CourseSource, country: Country, babyMentions: boolean): Voice {
  const source = countryFile(course, country).data;
  const translate = wordsOf(source.words);
  const convert = inUnitsOf(source.units, course.units.data);
  const helpline = withNumbers(source);
  const placed: Readonly<Record<string, string>> = {
    call: helpline.call,
    'call-short': helpline['call-short'] ?? helpline.call,
    ring: helpline.ring,
    dark: helpline.dark,
    'ask-for-check': helpline['ask-for-check'],
    'ask-for-check-short': helpline['ask-for-check-short'],
    'mood-people': helpline['mood-people'],
    'book-people': helpline['book-people'],
  };
  const say = (written: VoicedText | ''): string => {
    const chosen =
      typeof written === 'string'
        ? written
        : written[babyMentions && course.map.map.voices ? 'baby' : 'no-baby'];
    return convert(translate(chosen)).replace(/\{([a-z-]+)\}/g, (whole, name: string) =>
      Object.hasOwn(placed, name) ? (placed[name] ?? whole) : whole,
    );
  };
  return { country, babyMentions, helpline, say, rich: (written) => rich(say(written)) };
}
