import type { Edition, Rich, Running } from '../adapters/letters/edition.ts';
import { type BuiltHelp, type HelpPage, helpLinks } from '../adapters/letters/help-pages.ts';
import { type Pictures, pictureOf } from '../adapters/letters/pictures.ts';
import { filled } from '../domain/sentences.ts';
import { amountsOf } from './amounts.ts';
import type { CourseSource } from './course-source.ts';
import type { HelpPart, HelpSource, Shown } from './help-schemas.ts';
import { bareKilos } from './programme/loads.ts';
import type { VoicedText } from './programme-schemas.ts';
import { escapeHtml } from './rich-text.ts';
import type { Voice } from './voice.ts';

/** Where a text's `[words](help:doming)` leads. */
export const HELP_LINK = /help:([a-z-]+)/g;

interface HelpTools {
  course: CourseSource;
  edition: Edition;
  voice: Voice;
  pictures: Pictures;
}

/** Every help page of one edition, by its name. */
export function helpOf(tools: HelpTools): Partial<Record<HelpPage, BuiltHelp>> {
  return Object.fromEntries(
    tools.course.help.map(({ id, data }) => [
      id,
      {
        title: tools.voice.say(data.title),
        lead: tools.voice.say(data.lead),
        lang: tools.edition.lang,
        body: { html: bodyOf(data, tools) },
      },
    ]),
  );
}

function bodyOf({ parts, see }: HelpSource, tools: HelpTools): string {
  const { country, babyMentions, say } = tools.voice;
  const links: Readonly<Record<string, string>> = helpLinks('/help', country, babyMentions);
  const titles = new Map(tools.course.help.map(({ id, data }) => [id, say(data.link ?? data.title)]));
  const html = parts.map((part) => partOf(part, tools)).join('');
  const more = see.length === tools.course.help.length - 1 ? see : [...see, 'all'];
  const on = more.map((id) => `<a class="alone" href="help:${id}">${escapeHtml(titles.get(id) ?? id)}</a>`);
  return `${html}<p>${on.join('<br>')}</p>`.replaceAll(HELP_LINK, (whole, id: string) => links[id] ?? whole);
}

function partOf(part: HelpPart, tools: HelpTools): string {
  const { say, rich } = tools.voice;
  const line = (text: VoicedText) => rich(text).html;
  return [
    `<h2>${escapeHtml(say(part.title))}</h2>`,
    part.show === undefined || !BESIDE_ITS_LINE.has(part.show)
      ? rowOf((part.pictures ?? []).map((name) => pictureIn(tools, name)))
      : '',
    ...(part.text ?? []).map((paragraph) => `<p>${line(paragraph)}</p>`),
    part.steps ? listOf('ol', part.steps.map(line)) : '',
    part.list ? listOf('ul', part.list.map(line)) : '',
    part.show ? SHOW[part.show](tools, part.pictures ?? []) : '',
  ].join('');
}

/** What shows several moves puts each one's picture above its line. */
const BESIDE_ITS_LINE: ReadonlySet<Shown> = new Set<Shown>(['numbers', 'jumps']);

/** Empty where nothing is drawn under the name. */
function pictureIn({ pictures, edition }: HelpTools, name: string): string {
  const drawn = pictureOf(pictures, name, edition.alts);
  if (drawn === null) return '';
  const { drawing, width, height, alt } = drawn;
  return `<div class="watch"><img src="${drawing}" width="${width}" height="${height}" alt="${escapeHtml(alt)}" loading="lazy"></div>`;
}

function rowOf(pictures: readonly string[]): string {
  const shown = pictures.join('');
  return shown === '' ? '' : `<div class="row">${shown}</div>`;
}

function listOf(tag: 'ol' | 'ul', lines: readonly string[]): string {
  return `<${tag}>${lines.map((line) => `<li>${line}</li>`).join('')}</${tag}>`;
}

const plain = (lines: readonly string[]) => lines.map(escapeHtml);
const html = (lines: readonly Rich[]) => lines.map((line) => line.html);
const paragraph = (...lines: readonly string[]) => `<p>${plain(lines).join(' ')}</p>`;

const SHOW: Readonly<Record<Shown, (tools: HelpTools, pictures: readonly string[]) => string>> = {
  signs: ({ edition }) =>
    edition.safety.table.groups
      .map(({ route, signs }) => `<h3>${route.html}</h3>${listOf('ul', html(signs))}`)
      .join(''),
  'self-check': ({ edition }) => listOf('ol', html(edition.safety.selfCheck.items)),
  'ask-first': ({ edition: { safety } }) =>
    `<p><strong>${escapeHtml(safety.selfCheck.askFirstTitle)}</strong> ${safety.selfCheck.askFirst.html}</p>`,
  weights: weightsOf,
  numbers: numbersOf,
  'jump-conditions': ({ edition }) => paragraph(edition.safety.impact.conditions),
  jumps: jumpsOf,
  'running-gate': runningShows(({ gate }) => listOf('ul', plain(gate))),
  'running-check': runningShows(
    ({ check, rule, surer }) => listOf('ol', plain(check)) + paragraph(rule, surer),
  ),
  'running-steps': runningShows(({ steps }) => listOf('ol', plain(steps))),
  'running-how': runningShows(({ how, buggy, after }) => paragraph(how) + paragraph(buggy, after)),
};

/** A course that does not speak of running shows nothing of it. */
function runningShows(show: (running: Running) => string): (tools: HelpTools) => string {
  return ({ edition: { programme } }) => (programme.running === undefined ? '' : show(programme.running));
}

/** Every weight of the kit, how to put it together, and what else weighs that where it is something else. */
function weightsOf({ course, voice: { say } }: HelpTools): string {
  const lines = course.kit.data.weights.map(({ kg, make, like }) => {
    const [made, alike] = [say(make), say(like)];
    const other = made.includes(alike)
      ? ''
      : ` ${escapeHtml(filled(course.units.data.load.like, { like: alike }))}`;
    return `<strong>${escapeHtml(say(bareKilos(amountsOf(course), kg)))}:</strong> ${escapeHtml(made)}.${other}`;
  });
  return listOf('ul', lines);
}

/** The tests in their order, each under its picture: the part's pictures stand in the same order. */
function numbersOf(tools: HelpTools, pictures: readonly string[]): string {
  const { numbers } = tools.edition.programme;
  if (numbers === undefined) return '';
  const tests = plain(numbers.tests).map((test, index) => pictureIn(tools, pictures[index] ?? '') + test);
  return paragraph(numbers.when) + listOf('ul', tests) + paragraph(numbers.stop, numbers.keep);
}

/** The optional moves in their order, what comes before each, and a move's picture where it comes first. */
function jumpsOf(tools: HelpTools, pictures: readonly string[]): string {
  const { course, edition } = tools;
  const { say } = tools.voice;
  const { steps } = course.safety.data.impact;
  const lines = steps.map(({ move, rungs, needs, loop }, index) => {
    const how = course.exercises.data[move]?.rungs[rungs[0] ?? 0]?.say ?? '';
    const before = [needs === undefined ? '' : say(needs), loop?.needs === undefined ? '' : say(loop.needs)];
    const name = edition.exercises[move]?.name ?? move;
    const isFirst = steps.findIndex((step) => step.move === move) === index;
    const picture = isFirst && pictures.includes(move) ? pictureIn(tools, move) : '';
    return `${picture}<strong>${escapeHtml(name)}.</strong> ${plain([say(how), before[1] || before[0] || '']).join(' ')}`;
  });
  return listOf('ol', lines);
}
