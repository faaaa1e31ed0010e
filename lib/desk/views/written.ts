import { html } from 'hono/html';
import { amountsOf } from '../../authoring/amounts.ts';
import type { CourseSource } from '../../authoring/course-source.ts';
import { doseWords } from '../../authoring/dose-words.ts';
import { type Finding, printFinding } from '../../authoring/findings.ts';
import { kilosWords } from '../../authoring/programme/loads.ts';
import type { Planned } from '../../authoring/programme/planned.ts';
import { easierOf, harderOf, howOf } from '../../authoring/programme/swaps.ts';
import { signedPlans, signOffHashOf } from '../../authoring/sign-off.ts';
import { type PartStanding, SHORT_HASH, standingOf } from '../../authoring/signatures.ts';
import { keyOf } from '../shown-letter.ts';
import type { TextDifference } from '../written/text-differences.ts';

type Html = ReturnType<typeof html>;

const NAVIGATION = [
  ['index.html', 'Cover'],
  ['lessons.html', 'Lessons'],
  ['programme.html', 'Programme'],
  ['plan.html', 'Who gets what'],
  ['pages.html', 'Pages'],
  ['pictures.html', 'Pictures'],
  ['files.html', 'Signed files'],
] as const;

/** A page of the written course. `root` leads from it to the folder: '' or '../'. */
export function writtenPage(title: string, at: string, root: '' | '../', body: Html | string) {
  return html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${root}desk.css"><link rel="icon" href="data:,">
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header><nav aria-label="Course">${NAVIGATION.map(([href, name]) => html`<a href="${root}${href}"${href === at ? html` aria-current="page"` : ''}>${name}</a>`)}</nav></header>
<main id="main" tabindex="-1">
<h1>${title}</h1>
${body}
</main>
</body></html>`;
}

interface Cover {
  course: CourseSource;
  day: string;
  lessons: number;
  findings: readonly Finding[];
}

/** What there is to read, what is signed, and room for a signature. */
export function coverView({ course, day, lessons, findings }: Cover) {
  return html`<p>The course as its files stood on ${day}: ${lessons} lessons as mothers get them, ${Object.keys(course.countries).length} countries. Links for her alone lead nowhere here, and no form sends anything.</p>
${
  findings.length === 0
    ? html`<p class="good">In order: <code>course check</code> finds nothing to mend.</p>`
    : html`<div class="mend"><p><strong>${findings.length} to mend before anybody signs:</strong></p><ul>${findings.map((finding) => html`<li>${printFinding(finding)}</li>`)}</ul></div>`
}
<h2>What is signed</h2>
<p>Each part by itself: a change in one leaves the others signed. A hash stands for what its files say; comments and layout play no part.</p>
<div class="wide" role="region" aria-label="What is signed" tabindex="0"><table>
<thead><tr><th scope="col">Part</th><th scope="col">Hash</th><th scope="col">Read</th><th scope="col">Signed</th></tr></thead>
<tbody>${standingOf(course).map(partRow)}</tbody></table></div>
<p>Hash of all of it: <code>${signOffHashOf(course)}</code></p>
<h2>Signature</h2>
<p>I have read the parts that I name here, as this folder shows them.</p>
<dl class="sign"><dt>Parts</dt><dd></dd><dt>Name</dt><dd></dd><dt>Job</dt><dd></dd><dt>Day</dt><dd></dd><dt>Signature</dt><dd></dd></dl>
<p class="hint">The coach writes it into signed.yaml, under the name of each part, with its hash.</p>`;
}

function partRow({ part, hash, signed, stands }: PartStanding) {
  const words =
    signed === null
      ? 'not signed'
      : `${stands ? '' : 'changed since it was signed '}by ${signed.by}, ${signed.job}, on ${signed.on}`;
  return html`<tr><th scope="row">${part}</th><td><code>${hash.slice(0, SHORT_HASH)}</code></td><td>${readingOf(part)}</td><td>${words}</td></tr>`;
}

function readingOf(part: string): Html {
  if (part === 'plan')
    return html`<a href="plan.html">Who gets what</a>, <a href="files.html#plan">course.yaml</a>`;
  if (part === 'moves')
    return html`<a href="programme.html">Programme</a>, <a href="lessons.html">each lesson</a>, <a href="files.html#moves">the files</a>`;
  if (part === 'safety')
    return html`<a href="files.html#safety">The files</a>, <a href="pages.html">help pages and pages behind the buttons</a>`;
  return html`<a href="files.html#${part.replace('/', '-')}">Its file</a>, and what differs under each lesson`;
}

/** How a lesson stands in the folder. */
export interface WrittenLesson {
  /** The name of its files: `13`, `E3-2`. */
  file: string;
  planned: Planned | null;
  text: string;
  differences: readonly TextDifference[];
  /** In full in other countries: their codes. */
  countries: readonly string[];
  home: string;
  before: { file: string; name: string } | null;
  after: { file: string; name: string } | null;
}

export function writtenLessonView(course: CourseSource, lesson: WrittenLesson) {
  const { file, planned, text, differences, countries, home, before, after } = lesson;
  const mail = (kind: string) => `../mails/${file}${kind}.html`;
  return html`<p class="step">${before === null ? '' : html`<a href="${before.file}.html" rel="prev">← ${before.name}</a>`} <a href="../lessons.html">All lessons</a> ${after === null ? '' : html`<a href="${after.file}.html" rel="next">${after.name} →</a>`}</p>
${planned === null ? '' : dosesOf(course, planned)}
<div class="frames on-screen">${frame(mail(''), 'Phone', 390)}${frame(mail('-dark'), 'Phone, in the dark', 390)}${frame(mail(''), 'Desktop', 640)}${frame(mail('-no-baby'), 'Without baby mentions', 390)}</div>
<p class="on-screen">In full in: ${countries.map((code) => html`<a href="${mail(`.${code}`)}">${code}</a> `)}</p>
<h2>As text, in ${home}</h2>
<pre>${text}</pre>
<h2>What other readers get in its place</h2>
${differences.map(({ readers, instead, without }) => html`<h3>${readers.join(', ')}</h3>${listOf(instead, 'instead')}${listOf(without, 'without')}${instead.length + without.length === 0 ? html`<p>The same words.</p>` : ''}`)}`;
}

function listOf(lines: readonly string[], how: 'instead' | 'without') {
  if (lines.length === 0) return '';
  return how === 'instead'
    ? html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`
    : html`<details open><summary>In place of, or left out</summary><ul>${lines.map((line) => html`<li><del>${line}</del></li>`)}</ul></details>`;
}

function frame(address: string, title: string, width: number) {
  return html`<figure style="max-width:${width}px"><figcaption><a href="${address}" target="_blank">${title}</a></figcaption><iframe src="${address}" title="${title}" width="${width}" height="760" loading="lazy"></iframe></figure>`;
}

/** What it asks, with how each move is done and what is easier and harder. */
function dosesOf(course: CourseSource, planned: Planned) {
  const { content, stage, easierWeek, tip } = planned;
  return html`<p>Stage ${stage}${easierWeek ? ', easier week' : ''}, ${content.minutes} minutes, tip ${tip}. Subject: ${content.subject}</p>
<div class="wide" role="region" aria-label="Moves" tabindex="0"><table>
<thead><tr><th scope="col">Move</th><th scope="col">Dose</th><th scope="col">How</th><th scope="col">Easier</th><th scope="col">Harder</th></tr></thead>
<tbody>${content.moves.map((dose) => {
    const load = dose.kg && dose.per ? `, ${kilosWords(amountsOf(course), dose.kg, dose.per)}` : '';
    return html`<tr><th scope="row">${course.exercises.data[dose.move]?.name ?? dose.move} <span class="muted">${dose.move} ${dose.rung}</span></th><td>${doseWords(amountsOf(course), dose)}${load}</td><td>${howOf(course, dose)}</td><td>${easierOf(course, dose)}</td><td>${harderOf(course, planned, dose) ?? ''}</td></tr>`;
  })}</tbody></table></div>`;
}

/** The plans that are signed: which session when, from every beginning. */
export function planView(course: CourseSource) {
  return html`<p>If she answers nothing and misses nothing, a lesson a week. What answers and absences change stands in <a href="files.html#plan">course.yaml</a>, and <code>course check --every</code> walks through all of it.</p>
${signedPlans(course.map).map(
  ({ pace, plans }) => html`<h2>Pace ${pace}</h2>
<div class="wide" role="region" aria-label="Plans, ${pace}" tabindex="0"><table><thead><tr><th scope="col">She joins</th><th scope="col">Her sessions, in order</th></tr></thead>
<tbody>${plans.map(({ from, sessions }) => html`<tr><th scope="row">${from === null ? 'without a date' : `${from} ${from === 1 ? 'week' : 'weeks'} after birth`}</th><td>${sessions.map(([session = '', level = null]) => keyOf({ session: `${session}`, level: level === null ? null : Number(level) })).join(' ')}</td></tr>`)}</tbody></table></div>`,
)}`;
}

/** Every page, in the home country and where another country or mode has other words. */
export function writtenPagesView(
  pages: readonly { name: string; files: readonly (readonly [string, string])[] }[],
) {
  return html`<p>A country stands beside a page where its words differ.</p><div class="wide" role="region" aria-label="Pages" tabindex="0"><table>
<thead><tr><th scope="col">Page</th><th scope="col">Other words for</th></tr></thead>
<tbody>${pages.map(({ name, files: [first, ...others] }) => html`<tr><th scope="row">${first === undefined ? name : html`<a href="${first[1]}">${name}</a>`}</th><td>${others.map(([reader, file]) => html`<a href="${file}">${reader}</a> `)}</td></tr>`)}</tbody></table></div>`;
}

/** The files whose words are signed, as they stand. */
export function filesView(course: CourseSource) {
  const parts: readonly (readonly [string, readonly { file: string; text: string }[]])[] = [
    ['plan', [course.map.file]],
    [
      'moves',
      [course.stages, course.exercises, course.kit, course.programme, course.programmeRules, course.everyday],
    ],
    ['safety', [course.safety, course.buttons, course.exits, ...course.help]],
    ...Object.entries(course.countries).map(([code, file]) => [`countries-${code}`, [file]] as const),
  ];
  const tips = course.tips.filter(({ signed }) => signed);
  return html`<p>Doses stand in each session’s own file too: the lessons show them.</p>
${parts.map(
  ([part, files]) =>
    html`<h2 id="${part}">${part.replace('-', '/')}</h2>${files.map(({ file, text }) => html`<details><summary><code>${file}</code></summary><pre>${text}</pre></details>`)}${
      part === 'safety'
        ? html`${tips.map(({ id, variants }) => html`<details><summary>Tip ${id}</summary>${variants.map(({ title, body, noBaby }) => html`<h3>${title}</h3><pre>${body}</pre>${noBaby === null ? '' : html`<pre>${noBaby}</pre>`}`)}</details>`)}
<details><summary>What she agrees to when she signs up</summary>${course.signUpWording.map(({ version, text }) => html`<h3>${version}</h3><pre>${text}</pre>`)}</details>`
        : ''
    }`,
)}`;
}
