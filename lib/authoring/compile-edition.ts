import { type Edition, type Exercise, editionKey, type Programme } from '../adapters/letters/edition.ts';
import { type Country, codesOf } from '../domain/countries.ts';
import { LEVELS, STAGES, type Stage } from '../domain/course.ts';
import { counted } from '../domain/plural.ts';
import { amountsOf } from './amounts.ts';
import { buttonsOf, exitsOf } from './compile-buttons.ts';
import { safetyOf } from './compile-safety.ts';
import { sessionsOf } from './compile-sessions.ts';
import type { StageSource } from './course-schemas.ts';
import type { CourseSource } from './course-source.ts';
import { runStepWords } from './dose-words.ts';
import { inLanguageOf } from './languages/translated-course.ts';
import type { ExerciseSource } from './programme-schemas.ts';
import { dayWordsOf } from './read-words.ts';
import { rich } from './rich-text.ts';
import { stageTextOf } from './stage-texts.ts';
import { type Voice, voiceOf } from './voice.ts';

/** The editions of a course, each compiled when it is first asked for. */
export interface Editions {
  /** @throws for a key that is none of the course's. */
  get(key: string): Edition;
}

/** `hashOf`: what a review must be of for the readers of a country. */
export function editionsOf(course: CourseSource, hashOf: (country: Country) => string): Editions {
  const compiled = new Map<string, Edition>();
  const whose = codesOf(course.map.map.countries).flatMap((country) =>
    [true, false].map((babyMentions) => [country, babyMentions] as const),
  );
  return {
    get(key) {
      const [country, babyMentions] = whose.find((who) => editionKey(...who) === key) ?? [];
      if (country === undefined || babyMentions === undefined) throw new Error(`no edition ${key}`);
      const spoken = inLanguageOf(course, country);
      const edition =
        compiled.get(key) ??
        compileEdition(spoken, voiceOf(spoken, country, babyMentions), course, hashOf(country));
      compiled.set(key, edition);
      return edition;
    },
  };
}

/** What is said of the drawings, where it is not what is drawn beside them, in the words of home. */
function altsSaid({ alts }: CourseSource, home: CourseSource, { say }: Voice): Edition['alts'] {
  const said = Object.entries(alts).map(([name, alt]) => [name, say(alt)] as const);
  return Object.fromEntries(said.filter(([name, alt]) => alt !== home.alts[name]));
}

function compileEdition(
  course: CourseSource,
  voice: Voice,
  home: CourseSource,
  signOffHash: string,
): Edition {
  const { say } = voice;
  const { letters, everyday, safety } = course;
  return {
    country: voice.country,
    babyMentions: voice.babyMentions,
    lang: voice.helpline.language,
    signOffHash,
    alts: altsSaid(course, home, voice),
    emergency: voice.helpline.numbers['emergency']?.shown ?? '',
    exercises: exercisesOf(course, voice),
    sessions: sessionsOf(course, voice),
    ...effortsOf(course, voice),
    everyday: {
      ladder: voice.babyMentions ? everyday.data.ladder.map(voice.rich) : [],
      loop: voice.babyMentions ? everyday.data.loop.map(voice.rich) : [],
      neutral: everyday.data.neutral.map(({ from, until, say: line }) => ({
        from,
        until: until ?? null,
        line: voice.rich(line),
      })),
    },
    tips: tipsOf(course, voice),
    programme: programmeOf(course, voice),
    safety: safetyOf(course, voice),
    words: Object.fromEntries(Object.entries(letters.data.lesson).map(([key, word]) => [key, say(word)])),
    titles: {
      ladder: say(letters.data.titles.ladder),
      onRamp: say(letters.data.titles['on-ramp']),
      loop: say(letters.data.titles.loop),
    },
    pauses: course.map.map.pauses.map((weeks) => ({
      weeks,
      words: say(counted(course.words.forms.data.pause, weeks, voice.helpline.language)),
    })),
    span: say(course.units.data.span),
    days: dayWordsOf(course.words),
    because: Object.fromEntries(
      Object.entries(letters.data.because).map(([rule, line]) => [rule, say(line)]),
    ),
    confirmation: {
      ...shortLetter(letters.data.confirmation, say),
      spam: say(letters.data.confirmation.spam),
    },
    links: {
      data: shortLetter(letters.data['data-link'], say),
      leave: shortLetter(letters.data['leave-link'], say),
      change: shortLetter(letters.data['change-link'], say),
      year: shortLetter(letters.data['year-link'], say),
    },
    loss: {
      title: say(safety.data.loss.title),
      sorry: say(safety.data.loss.sorry),
      body: say(safety.data.loss.body),
      link: say(safety.data.loss.link),
      lines: voice.helpline.loss.map(rich),
    },
    buttons: { ...buttonsOf(course.buttons.data, voice), exits: exitsOf(course, voice) },
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
        caution: say(exercise.caution),
        cautionWithWeight: cautionWithWeight(exercise, say),
      },
    ]),
  );
}

/** What is said in all where the dose carries a weight. */
function cautionWithWeight(exercise: ExerciseSource, say: Voice['say']): string {
  const { caution, 'caution-with-weight': more, 'caution-with-weight-alone': alone } = exercise;
  if (alone !== undefined) return say(alone);
  return [say(caution), say(more ?? '')].filter((line) => line !== '').join(' ');
}

function programmeOf(course: CourseSource, { say, rich }: Voice): Programme {
  const { numbers, running, graduation } = course.programme.data;
  return {
    numbers: numbers && {
      title: say(numbers.title),
      when: say(numbers.when),
      names: say(numbers.names),
      link: say(numbers.link),
      tests: Object.values(numbers.tests).map(say),
      stop: say(numbers.stop),
      keep: say(numbers.keep),
    },
    running: running && {
      title: say(running.title),
      lead: say(running.lead),
      link: say(running.link),
      gate: running.gate.map(say),
      check: running.check.map(say),
      rule: say(running.rule),
      surer: say(running.surer),
      steps: running.steps.map((step) => say(runStepWords(amountsOf(course), step))),
      how: say(running.how),
      buggy: say(running.buggy),
      after: say(running.after),
    },
    graduation: graduation && {
      title: say(graduation.title),
      lead: say(graduation.lead),
      now: graduation.now.map(say),
      far: say(graduation.far),
      nextTitle: say(graduation['next-title']),
      next: graduation.next.map(rich),
      close: say(graduation.close),
    },
  };
}

function effortsOf(course: CourseSource, voice: Voice): Pick<Edition, 'stages' | 'levels' | 'onRamp'> {
  const { data } = course.stages;
  const pelvicFloor = (stage: Stage) => voice.rich(stageTextOf(data, stage)['pelvic-floor']);
  const stageText = (stage: Stage, text: StageSource) => ({
    name: voice.say(text.name),
    aim: voice.say(text.aim),
    effort: text.effort,
    effortWords: voice.say(text['effort-words']),
    howOften: voice.say(text['how-often']),
    pelvicFloor: pelvicFloor(stage),
    knack: text.knack ? voice.rich(data.knack) : null,
  });
  return {
    stages: Object.fromEntries(
      STAGES.flatMap((stage) => {
        const text = data[stage];
        return text === undefined ? [] : [[stage, stageText(stage, text)]];
      }),
    ),
    levels: Object.fromEntries(
      LEVELS.flatMap((level) => {
        const text = data.levels[level];
        if (text === undefined) return [];
        const effortWords = voice.say(text['effort-words']);
        return [
          [level, { effort: text.effort, effortWords, pelvicFloor: pelvicFloor(text['pelvic-floor-of']) }],
        ];
      }),
    ),
    onRamp: Object.fromEntries(
      Object.entries(data['on-ramp']).map(([id, text]) => [
        id,
        { effort: text.effort, effortWords: voice.say(text['effort-words']), pelvicFloor: null },
      ]),
    ),
  };
}

export function tipsOf(course: CourseSource, voice: Voice): Edition['tips'] {
  return Object.fromEntries(
    course.tips.map((tip) => [
      tip.id,
      tip.variants.map((variant) => ({
        title: voice.say(variant.title),
        paragraphs: (voice.babyMentions && course.map.map.voices
          ? variant.body
          : (variant.noBaby ?? variant.body)
        )
          .split(/\n{2,}/)
          .map((paragraph) => voice.rich(paragraph.replaceAll('\n', ' '))),
      })),
    ]),
  );
}
