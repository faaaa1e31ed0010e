import type { TemplateName } from '../../../.build/pages.js';
import type { LocalDate } from '../../domain/calendar.ts';
import { type Countries, type Country, type CountryRule, countryOf } from '../../domain/countries.ts';
import type { SessionId } from '../../domain/course.ts';
import { type FormWords, hourInWords } from '../../domain/joining/field-words.ts';
import type { FormShape } from '../../domain/joining/form-shape.ts';
import { HONEYPOT } from '../../domain/joining/honeypot.ts';
import { storedTrainingInWords } from '../../domain/training/training-words.ts';
import type { ButtonPage, ButtonWords } from '../../ports/button-words.ts';
import type { LessonLetter } from '../../ports/letters.ts';
import type { ConsentStatement, Page, Upcoming } from '../../ports/pages.ts';
import type { SiteWords } from '../../ports/site-words.ts';
import { answeredView, feedbackView } from './feedback-view.ts';
import { asksMentions, preferencesView, problemsView, signUpFields, signUpView } from './form-views.ts';
import {
  dayInWords,
  pauseInWords,
  upcomingInWords,
  weekdayInWords,
  weekdayName,
  weeksAgoInWords,
} from './words.ts';

/** What every page may say of the sender. */
export interface Site {
  /** What the course is called. */
  name: string;
  url: string;
  replyTo: string;
  /** The true sender's name and street (Q38). */
  postalAddress: string;
  /** Who reviewed the course and when, or that nobody has yet. */
  reviewLine: string;
}

/** What pages show of the course's own content. The letters write it; their data goes into our templates as it is. */
export interface Views {
  /** The lesson, for the template `lesson`. */
  lesson(letter: LessonLetter): object;
  /** For someone whose baby has died, by her country: title, sorry, body, link and lines. */
  loss(country: Country | null): object;
  /** What an inbox shows of the mail that asks her to confirm. */
  confirmationSubject(): string;
  /** What the pages behind her buttons say. */
  buttons(country: Country | null): ButtonWords;
  /** The page with all the signs and who to ring, and what the link to it says. */
  signs(country: Country): { href: string; text: string };
  /** Her way so far, up to a session. */
  way(session: SessionId): object;
}

export interface Tools {
  site: Site;
  countries: Countries;
  /** The country whose language the pages speak; null: the words of home. */
  asked: Country | null;
  /** What its forms ask. */
  form: FormShape;
  views: Views;
  consent: ConsentStatement;
  words: Omit<SiteWords, 'plan'>;
  write(template: TemplateName, context: object): string;
}

interface View {
  template: TemplateName;
  context: object;
}

/** Which template shows a page, and what it is told. */
export function viewOf(page: Page, tools: Tools): View {
  const { forms, problems, days } = tools.words;
  const placeOf = ({ country }: { country: Country }) => countryOf(tools.countries, country);
  const upcomingOf = (shown: { next: Upcoming | null; country: Country }) =>
    shown.next && {
      ...upcomingInWords(shown.next, placeOf(shown), forms),
      way: tools.views.way(shown.next.session),
    };
  const wordsOf = (which: ButtonPage, country: Country | null = null) =>
    tools.views.buttons(country).pages[which];
  const exitOf = (exit: string, country: Country | null = null) => tools.views.buttons(country).exits[exit];
  switch (page.kind) {
    case 'sign-up':
      return { template: 'sign-up', context: signUpView(page, { ...tools, words: forms }) };
    case 'check-your-inbox':
      return { template: 'check-your-inbox', context: { subject: tools.views.confirmationSubject() } };
    case 'confirm':
      return {
        template: 'confirm',
        context: {
          ...confirmView(page, placeOf(page), forms),
          dated: tools.form.names.includes('birthDate'),
        },
      };
    case 'confirmed':
      return { template: 'confirmed', context: confirmedView(page, upcomingOf(page), tools) };
    case 'left':
      return {
        template: 'left',
        context: { words: wordsOf('left', page.country), loss: lossOf(page.country, tools) },
      };
    case 'left-by-exit':
      return { template: 'left-by-exit', context: { words: exitOf(page.exit, page.country)?.left } };
    case 'unsubscribe':
      return { template: 'one-button', context: { words: wordsOf('unsubscribe') } };
    case 'leave-link-sent':
      return { template: 'leave-link-sent', context: { words: wordsOf('link-sent') } };
    case 'no-baby-mentions':
      return { template: 'one-button', context: { words: wordsOf('no-baby') } };
    case 'no-baby-mentions-saved':
      return { template: 'no-baby-mentions-saved', context: { words: wordsOf('no-baby-saved') } };
    case 'leave-damaged':
      return {
        template: 'leave-damaged',
        context: {
          words: wordsOf('damaged'),
          email: page.typed['email'] ?? '',
          problems: problemsView(page.problems, forms),
          error: page.problems['email'] ?? null,
        },
      };
    case 'exit':
      return { template: 'exit', context: { words: exitOf(page.exit)?.ask, path: page.path } };
    case 'change':
      return {
        template: 'change',
        context: {
          ...confirmView(page, placeOf(page), forms),
          standard: page.pace === 'standard',
        },
      };
    case 'changed':
      return { template: 'changed', context: { movedTo: page.movedTo } };
    case 'lesson': {
      const { letter, sample } = page;
      // After a sample and after the last lesson of a course there is no next one that an answer could change.
      const answerable = !sample && !letter.decision.finishes;
      return { template: 'lesson', context: { ...tools.views.lesson(letter), sample, answerable } };
    }
    case 'feedback':
      return {
        template: 'feedback',
        context: feedbackContext(page, tools.views.buttons(page.country), forms),
      };
    case 'answered':
    case 'answered-late':
      return {
        template: 'answered',
        context: { ...answeredContext(page, tools), next: upcomingOf(page) },
      };
    case 'help':
      return { template: 'help', context: page.help };
    case 'preferences':
      return {
        template: 'preferences',
        context: {
          ...preferencesView(page, { form: tools.form, countries: tools.countries, words: forms, days }),
          exits: page.view.exits.map(({ exit, path }) => ({
            path,
            words: exitOf(exit, page.view.country)?.settings,
          })),
          next: upcomingOf(page.view),
        },
      };
    case 'pause':
      return {
        template: 'one-button',
        context: { words: filled(wordsOf('pause'), 'weeks', pauseInWords(page.weeks, forms)) },
      };
    case 'paused':
      return {
        template: 'paused',
        context: {
          words: filled(wordsOf('paused', page.country), 'until', weekdayInWords(page.until, placeOf(page))),
          next: upcomingOf(page),
          preferencesUrl: page.preferencesUrl,
        },
      };
    case 'embed':
      return { template: 'embed', context: { snippet: snippetOf(tools) } };
    case 'not-found':
    case 'link-unknown':
    case 'wrong-method':
    case 'too-large':
    case 'broken':
      return { template: 'message', context: problems.pages[page.kind] };
    default:
      return { template: page.kind, context: {} };
  }
}

/** A course of one voice has no other to offer to who grieves. */
function lossOf(country: Country | null, { form, views }: Tools): object | null {
  return asksMentions(form) ? views.loss(country) : null;
}

/** The form for other people's sites. */
function snippetOf({ consent, countries, form, words, write }: Tools): string {
  const from = { words: words.forms, countries, form, typed: {}, problems: {} };
  const fields = [...signUpFields('asked', from), ...signUpFields('folded', from)];
  return write('embed-snippet', { consent, fields, honeypot: HONEYPOT });
}

function feedbackContext(
  { answer, weeksMissing }: Extract<Page, { kind: 'feedback' }>,
  words: ButtonWords,
  forms: FormWords,
) {
  return {
    ...feedbackView(answer, words),
    problems: problemsView(weeksMissing ? { weeks: words.away.missing } : {}, forms),
  };
}

function answeredContext(page: Extract<Page, { kind: 'answered' | 'answered-late' }>, { views }: Tools) {
  const words = views.buttons(page.country);
  const said =
    page.kind === 'answered'
      ? answeredView(page.answer, page.exception, words)
      : answeredView(null, null, words);
  const { preferencesUrl, lessonUrl } = page;
  return { ...said, signs: views.signs(page.country), preferencesUrl, lessonUrl };
}

function confirmedView(
  page: Extract<Page, { kind: 'confirmed' }>,
  next: object | null,
  { site, words: { forms, days } }: Tools,
) {
  const { already, every, plan, preferencesUrl } = page;
  return {
    already,
    next,
    every: { day: weekdayName(forms, every.weekday), time: hourInWords(forms, every.hour) },
    preferencesUrl,
    plan: {
      ...plan,
      weekPath: plan.weekUrl.slice(site.url.length),
      training: storedTrainingInWords(plan.training, days),
      webcalUrl: plan.calendarUrl.replace(/^https?:/, 'webcal:'),
    },
  };
}

function filled(words: Readonly<Record<string, string>>, blank: string, value: string) {
  return Object.fromEntries(
    Object.entries(words).map(([key, line]) => [key, line.replaceAll(`{${blank}}`, value)]),
  );
}

/** A browser likes to fill in her own birthday: what is longer ago is said back with a question. */
const EIGHTEEN_MONTHS_WEEKS = 78;

interface Born {
  birthDate: LocalDate | null;
  weeksAgo: number | null;
}

function confirmView({ birthDate, weeksAgo }: Born, place: CountryRule, forms: FormWords) {
  if (birthDate === null || weeksAgo === null) return { day: null, ago: null, longAgo: false };
  return {
    day: dayInWords(birthDate, place),
    ago: weeksAgoInWords(weeksAgo, forms),
    longAgo: weeksAgo > EIGHTEEN_MONTHS_WEEKS,
  };
}
