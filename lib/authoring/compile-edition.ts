import {
  type Edition,
  type Exercise,
  editionKey,
  type Move,
  type Rich,
  type Session,
} from '../adapters/letters/edition.ts';
import type { Country, Stage } from '../domain/course.ts';
import { COUNTRIES } from '../domain/course.ts';
import { safetyOf } from './compile-safety.ts';
import { inUnitsOf } from './country-units.ts';
import { wordsOf } from './country-words.ts';
import type { Dose, HelplineSource, Said, SessionSource } from './course-schemas.ts';
import { doseWords } from './dose-words.ts';
import type { CourseSource } from './read-course.ts';
import { rich } from './rich-text.ts';

const LANGUAGES: Readonly<Record<Country, string>> = {
  GB: 'en-GB',
  IE: 'en-IE',
  US: 'en-US',
  CA: 'en-CA',
  AU: 'en-AU',
  NZ: 'en-NZ',
  other: 'en',
};

/** How one edition says things: in its country's words, with or without baby mentions. */
export interface Voice {
  country: Country;
  babyMentions: boolean;
  helpline: HelplineSource;
  say(said: Said | ''): string;
  rich(said: Said): Rich;
}

/** Every edition of the course, by its key. */
export function compileEditions(course: CourseSource, signOffHash: string): Map<string, Edition> {
  const editions = new Map<string, Edition>();
  for (const country of COUNTRIES) {
    for (const babyMentions of [true, false]) {
      editions.set(
        editionKey(country, babyMentions),
        compileEdition(course, voiceOf(course, country, babyMentions), signOffHash),
      );
    }
  }
  return editions;
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
  const translate = wordsOf(country, course.words.data);
  const convert = inUnitsOf(country);
  const helpline = course.helplines.data[country];
  const placed: Readonly<Record<string, string>> = {
    call: helpline.call,
    ring: helpline.ring,
    dark: helpline.dark,
    'ask-for-check': helpline['ask-for-check'],
    'ask-for-check-short': helpline['ask-for-check-short'],
    'mood-people': helpline['mood-people'],
    'book-people': helpline['book-people'],
  };
  const say = (said: Said | ''): string => {
    const chosen = typeof said === 'string' ? said : said[babyMentions ? 'baby' : 'no-baby'];
    return convert(translate(chosen)).replace(/\{([a-z-]+)\}/g, (whole, name: string) =>
      Object.hasOwn(placed, name) ? (placed[name] ?? whole) : whole,
    );
  };
  return { country, babyMentions, helpline, say, rich: (said) => rich(say(said)) };
}

function compileEdition(course: CourseSource, voice: Voice, signOffHash: string): Edition {
  const { say } = voice;
  const { letters, everyday, safety } = course;
  return {
    country: voice.country,
    babyMentions: voice.babyMentions,
    lang: LANGUAGES[voice.country],
    signOffHash,
    emergency: voice.helpline.emergency.shown,
    exercises: exercisesOf(course, voice),
    sessions: sessionsOf(course, voice),
    ...effortsOf(course, voice),
    everyday: {
      ladder: voice.babyMentions ? everyday.data.ladder.map(voice.rich) : [],
      loop: voice.babyMentions ? everyday.data.loop.map(voice.rich) : [],
      neutral: everyday.data.neutral.map(({ from, say: line }) => ({ from, line: voice.rich(line) })),
    },
    tips: tipsOf(course, voice),
    safety: safetyOf(course, voice),
    words: Object.fromEntries(Object.entries(letters.data.lesson).map(([key, word]) => [key, say(word)])),
    subjects: {
      ladder: say(letters.data.subjects.ladder),
      onRamp: say(letters.data.subjects['on-ramp']),
      loop: say(letters.data.subjects.loop),
    },
    confirmation: {
      ...shortLetter(letters.data.confirmation, say),
      spam: say(letters.data.confirmation.spam),
    },
    links: {
      data: shortLetter(letters.data['data-link'], say),
      leave: shortLetter(letters.data['leave-link'], say),
      change: shortLetter(letters.data['change-link'], say),
    },
    loss: {
      title: say(safety.data.loss.title),
      sorry: say(safety.data.loss.sorry),
      body: say(safety.data.loss.body),
      link: say(safety.data.loss.link),
      lines: voice.helpline.loss.map(rich),
    },
    pregnant: say(safety.data.pregnant),
  };
}

function shortLetter(
  letter: { subject: string; title: string; text: string; button: string; 'not-you': string },
  say: Voice['say'],
) {
  return {
    subject: say(letter.subject),
    title: say(letter.title),
    text: say(letter.text),
    button: say(letter.button),
    notYou: say(letter['not-you']),
  };
}

function exercisesOf(course: CourseSource, { say }: Voice): Record<string, Exercise> {
  return Object.fromEntries(
    Object.entries(course.exercises.data).map(([code, exercise]) => [
      code,
      {
        name: say(exercise.name),
        purpose: say(exercise.purpose),
        equipment: say(exercise.equipment),
        cue: say(exercise.cue),
        steps: exercise.steps.map(say),
        easier: say(exercise.easier),
        harder: say(exercise.harder),
        caution: say(exercise.caution),
        impact: exercise.impact ?? false,
      },
    ]),
  );
}

function sessionsOf(course: CourseSource, voice: Voice): Record<string, Session> {
  const sessions: Record<string, Session> = {};
  const turns = new Map<string, number>();
  for (const { data } of course.sessions.toSorted((one, other) => inPathOrder(one.data.id, other.data.id))) {
    const path = /^\d/.test(data.id) ? 'ladder' : data.id.slice(0, 1);
    const tipTurn = turns.get(`${path}/${data.tip}`) ?? 0;
    turns.set(`${path}/${data.tip}`, tipTurn + 1);
    for (const [key, moves] of movesByKey(data)) {
      sessions[key] = {
        title: voice.say(data.title),
        minutes: data.minutes,
        easierWeek: data['easier-week'],
        tip: data.tip,
        tipTurn,
        moves: moves.map((move) => moveOf(move, voice)),
        easier: voice.rich(data.easier),
        harder: voice.rich(data.harder),
      };
    }
  }
  return sessions;
}

function inPathOrder(one: string, other: string): number {
  return Number(one.replace(/\D/, '')) - Number(other.replace(/\D/, ''));
}

function movesByKey(data: SessionSource): [string, readonly Dose[]][] {
  if ('moves' in data) return [[data.id, data.moves]];
  return ([1, 2, 3] as const).map((level) => [`${data.id}/${level}`, data.levels[level]]);
}

function moveOf(dose: Dose, { say }: Voice): Move {
  return {
    code: dose.move,
    written: doseWords(dose),
    dose: say(doseWords(dose)),
    optional: dose.optional ?? false,
    or: dose.or ? { code: dose.or.move, dose: say(doseWords(dose.or)) } : null,
  };
}

function effortsOf(course: CourseSource, voice: Voice): Pick<Edition, 'stages' | 'levels' | 'onRamp'> {
  const { data } = course.stages;
  const pelvicFloor = (stage: Stage) => voice.rich(data[stage]['pelvic-floor']);
  const stageText = (stage: Stage) => ({
    name: voice.say(data[stage].name),
    aim: voice.say(data[stage].aim),
    effort: data[stage].effort,
    effortWords: voice.say(data[stage]['effort-words']),
    howOften: voice.say(data[stage]['how-often']),
    pelvicFloor: pelvicFloor(stage),
    knack: data[stage].knack ? voice.rich(data.knack) : null,
  });
  return {
    stages: {
      S1: stageText('S1'),
      S2: stageText('S2'),
      S3: stageText('S3'),
      S4: stageText('S4'),
      S5: stageText('S5'),
      S6: stageText('S6'),
      S7: stageText('S7'),
      S8: stageText('S8'),
    },
    levels: Object.fromEntries(
      Object.entries(data.levels).map(([level, text]) => [
        level,
        {
          effort: text.effort,
          effortWords: voice.say(text['effort-words']),
          pelvicFloor: pelvicFloor(text['pelvic-floor-of']),
        },
      ]),
    ),
    onRamp: Object.fromEntries(
      Object.entries(data['on-ramp']).map(([id, text]) => [
        id,
        { effort: text.effort, effortWords: voice.say(text['effort-words']), pelvicFloor: null },
      ]),
    ),
  };
}

function tipsOf(course: CourseSource, voice: Voice): Edition['tips'] {
  return Object.fromEntries(
    course.tips.map((tip) => [
      tip.id,
      tip.variants.map((variant) => ({
        title: voice.say(variant.title),
        paragraphs: (voice.babyMentions ? variant.body : (variant.noBaby ?? variant.body))
          .split(/\n{2,}/)
          .map((paragraph) => voice.rich(paragraph.replaceAll('\n', ' '))),
      })),
    ]),
  );
}
