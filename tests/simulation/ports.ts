import type { Decision } from '../../lib/domain/placement/decision.ts';
import type { SubscriberId } from '../../lib/domain/subscriber.ts';
import type { Chance } from '../../lib/ports/chance.ts';
import type { CourseWords } from '../../lib/ports/course-words.ts';
import type { Identities } from '../../lib/ports/identities.ts';
import type { LessonLinks, Letters } from '../../lib/ports/letters.ts';
import type { Log } from '../../lib/ports/log.ts';
import type { Metrics } from '../../lib/ports/metrics.ts';
import type { TokenPurpose, Tokens } from '../../lib/ports/tokens.ts';

/** Ports whose real ones are tried elsewhere, and which hold no state that a crash could hurt. */

export const identities: Identities = { idOf: async (address) => idOf(address) };

export function idOf(address: string): SubscriberId {
  return address
    .slice(0, address.indexOf('@'))
    .padEnd(22, '-')
    .replaceAll(/[^\w-]/g, '_');
}

const SEPARATOR = '.';

/** Readable tokens: what a signature adds is tried with the real ones. */
export const tokens: Tokens = {
  sign: async (purpose, { id, subject, lesson }) => [purpose, id, subject, lesson ?? ''].join(SEPARATOR),
  verify: async (purpose: TokenPurpose, token) => {
    const [of, id = '', subject = '', lesson = ''] = token.split(SEPARATOR);
    if (of !== purpose) return null;
    return lesson === '' ? { id, subject } : { id, subject, lesson: Number(lesson) };
  },
};

/** The session is the subject, and the links' tokens are the text, a line each. */
export const letters: Letters = {
  lesson: ({ decision, links }) => ({
    subject: decision.session,
    html: '',
    text: [linesOf(links), ...byHandOf(decision)].join('\n'),
  }),
  confirmation: ({ confirmUrl }) => ({ subject: 'confirm', html: '', text: lastPart(confirmUrl) }),
  link: ({ about, url }) => ({ subject: about, html: '', text: lastPart(url) }),
  note: ({ note, links }) => ({ subject: note.subject, html: '', text: lastPart(links.unsubscribe) }),
  titleOf: ({ session }) => session,
};

/** Sessions that ask for her numbers: more than in the course, so that they are met. */
export const MEASURED: readonly string[] = ['1', '4', '10', '14', '23', '36', '52', 'R2', 'R6', 'E4', 'E12'];

export const words: CourseWords = {
  titleOf: ({ session }) => session,
  numbersOf: ({ session }) =>
    MEASURED.includes(session) ? { title: 'numbers', when: '', tests: [], stop: '' } : null,
};

function byHandOf({ reasons }: Decision): string[] {
  return reasons.flatMap((reason) => (reason.rule === 'by-hand' ? [`by-hand ${reason.did}`] : []));
}

function linesOf({ unsubscribe, preferences, feedback, pause, week }: LessonLinks): string {
  const tapped = feedback.easy.slice(0, feedback.easy.lastIndexOf('/'));
  const named = { unsubscribe, preferences, feedback: tapped, pause, week };
  return Object.entries(named)
    .map(([name, url]) => `${name} ${lastPart(url)}`)
    .join('\n');
}

function lastPart(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}

/** Ids in order, so that a seed repeats exactly. */
export function countedChance(): Chance {
  let count = 0;
  const next = (name: string) => {
    count += 1;
    return `${name}-${String(count).padStart(10, '0')}`;
  };
  return {
    attemptId: () => next('attempt'),
    signUpId: () => next('sign-up'),
    changeId: () => next('change'),
  };
}

export const silent: Log & Metrics = {
  info: () => {},
  warn: () => {},
  error: () => {},
  count: () => {},
  milliseconds: () => {},
};
