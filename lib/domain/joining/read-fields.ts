import type { FormRules } from '../course.ts';
import type { About } from '../subscriber.ts';
import type { Answer, Asked, FieldName } from './field.ts';
import { FIELDS } from './fields.ts';
import type { Problem } from './problem.ts';
import { eachField, FIELD_NAMES } from './stored-fields.ts';

export type AboutReading = { kind: 'ok'; about: About } | { kind: 'invalid'; problems: readonly Problem[] };

/** All that she tells of herself at sign-up or in a list; what is left out has its default. */
export function readAbout(asked: Asked): AboutReading {
  return readEach((name) => {
    const reading = FIELDS[name].read(asked);
    return reading === 'nothing' ? FIELDS[name].whenNothing(asked) : reading;
  });
}

/** The defaults of every field, without a date, but for these. */
export function aboutWith(course: FormRules, overrides: Partial<About>): About {
  const nothing = readAbout({
    course: { ...course, anchor: 'joined' },
    ...{ door: 'import', typed: {}, now: 0, current: null, listOrder: null },
  });
  if (nothing.kind === 'invalid') throw new Error('a field can neither be left out nor has a default');
  return { ...nothing.about, ...overrides };
}

/** What she tells of herself after a change in the preferences; what is left out stays as it is. */
export function readChangedAbout(asked: Asked, current: About): AboutReading {
  return readEach((name) => {
    const reading = FIELDS[name].read(asked);
    return reading === 'nothing' ? { value: current[name] } : reading;
  });
}

function readEach(answer: <Name extends FieldName>(name: Name) => Answer<About[Name]>): AboutReading {
  const problems = FIELD_NAMES.flatMap((name): Problem[] => {
    const one = answer(name);
    return 'problem' in one ? [one.problem] : [];
  });
  if (problems.length > 0) return { kind: 'invalid', problems };
  return { kind: 'ok', about: eachField<About>((name) => valueIn(answer(name))) };
}

function valueIn<Value>(answer: Answer<Value>): Value {
  if ('problem' in answer) throw new Error(`an answer with a problem has no value: ${answer.problem.code}`);
  return answer.value;
}
