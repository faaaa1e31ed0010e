import { eachAnswer } from '../../domain/answers.ts';
import type { Receiving } from '../../domain/subscriber.ts';
import type { LessonLinks } from '../../ports/letters.ts';
import type { Tokens } from '../../ports/tokens.ts';

/** Every link of one lesson. All but leaving carry the run, so that a mail of an earlier run changes nothing. */
export async function lessonLinks(
  tokens: Tokens,
  { siteUrl, exits }: { siteUrl: string; exits: readonly string[] },
  { id, run }: Pick<Receiving, 'id' | 'run'>,
  lesson: number,
): Promise<LessonLinks> {
  const [unsubscribe, lessonPage, week, preferences, feedback, pause] = await Promise.all([
    tokens.sign('unsubscribe', { id, subject: '' }),
    lessonUrl(tokens, siteUrl, { id, run }, lesson),
    weekUrl(tokens, siteUrl, { id, run }, lesson),
    tokens.sign('preferences', { id, subject: run }),
    tokens.sign('feedback', { id, subject: run, lesson }),
    tokens.sign('pause', { id, subject: run }),
  ]);
  const answer = (name: string) => `${siteUrl}/feedback/${feedback}/${name}`;
  return {
    unsubscribe: `${siteUrl}/unsubscribe/${unsubscribe}`,
    lesson: lessonPage,
    week,
    preferences: `${siteUrl}/preferences/${preferences}`,
    feedback: eachAnswer(answer),
    pause: `${siteUrl}/pause/${pause}`,
    noBabyMentions: `${siteUrl}/no-baby-mentions/${preferences}`,
    exits: Object.fromEntries(exits.map((exit) => [exit, `${siteUrl}/${exit}/${preferences}`])),
    privacy: `${siteUrl}/privacy`,
    sample: `${siteUrl}/sample`,
    help: `${siteUrl}/help`,
  };
}

/** The one link that leads to all she may change. */
export async function preferencesUrl(
  tokens: Tokens,
  siteUrl: string,
  { id, run }: Pick<Receiving, 'id' | 'run'>,
): Promise<string> {
  return `${siteUrl}/preferences/${await tokens.sign('preferences', { id, subject: run })}`;
}

/** The page of one lesson, as its mail has it. */
export async function lessonUrl(
  tokens: Tokens,
  siteUrl: string,
  { id, run }: Pick<Receiving, 'id' | 'run'>,
  lesson: number,
): Promise<string> {
  return `${siteUrl}/lesson/${await tokens.sign('lesson', { id, subject: run, lesson })}`;
}

/** Her week: of that lesson, or of her newest where none is named. */
export async function weekUrl(
  tokens: Tokens,
  siteUrl: string,
  { id, run }: Pick<Receiving, 'id' | 'run'>,
  lesson?: number,
): Promise<string> {
  const of = lesson === undefined ? {} : { lesson };
  return `${siteUrl}/week/${await tokens.sign('week', { id, subject: run, ...of })}`;
}

/** The private address of her calendar. It has no end, so it stands in no mail. */
export async function calendarUrl(
  tokens: Tokens,
  siteUrl: string,
  { id, run }: Pick<Receiving, 'id' | 'run'>,
): Promise<string> {
  return `${siteUrl}/calendar/${await tokens.sign('calendar', { id, subject: run })}.ics`;
}
