import { html } from 'hono/html';
import type { CourseSource } from '../../authoring/course-source.ts';
import { blocksIn } from '../../authoring/programme/planned.ts';
import { type Course, PACES } from '../../domain/course.ts';
import { describeReasons } from '../../domain/placement/reasons.ts';
import type { PlannedLesson } from '../../domain/plan.ts';
import type { FileChange } from '../git-changes.ts';
import { chainsOf, loadCurve, loadsOf } from '../load-curve.ts';
import { keyOf, type Mother } from '../shown-letter.ts';
import { babyChoice, choice } from './lesson.ts';

/** The programme as blocks, with the curve of its loads. `link`: where a session leads. */
export function programmeView(course: CourseSource, link: (name: string) => string) {
  return html`${chainsOf(course).map((chain) => {
    const [first] = chain;
    const loads = loadsOf(chain);
    const named =
      first?.level === null || first === undefined
        ? (first?.track ?? '')
        : `${first.track}, level ${first.level}`;
    return html`<section><h2>${named}</h2>
<p class="legend">${loads.some(({ kilos }) => kilos > 0) ? html`<span class="swatch kilos"></span> heaviest load, kg, both hands together ` : ''}<span class="swatch sets"></span> sets in all</p>
<div class="wide" role="region" aria-label="Loads, ${named}" tabindex="0">${loadCurve(course, chain)}</div>
<dl class="blocks">${blocksIn(course, chain).map(({ name, sessions }) => html`<dt>Block ${name}</dt><dd>${course.programme.data.blocks[name]?.because ?? ''}<br>${sessions.map((one) => html`<a href="${link(one.name)}">${one.name}</a> <span class="muted">${loads.find((load) => load.name === one.name)?.kilos ?? 0} kg, ${loads.find((load) => load.name === one.name)?.sets ?? 0} sets</span> `)}</dd>`)}</dl></section>`;
  })}`;
}

/** One mother's year: each lesson she would get, why, and a look at it. */
export function motherView(
  { anchor, anchorName, voices }: Course,
  mother: Mother,
  plan: readonly PlannedLesson[],
  titleOf: (one: PlannedLesson) => string,
) {
  return html`<form class="choice" action="/mother" data-choice>
${anchor === 'joined' ? '' : html`<label>Day of her ${anchorName} <input type="date" name="born" value="${mother.born}"></label>`}
<label>Joined <input type="date" name="joined" value="${mother.joined}" required></label>
${choice(
  'Pace',
  'pace',
  PACES.map((one) => [one, one] as const),
  mother.pace,
)}
${babyChoice(voices, mother.baby)}
<button>Show her year</button></form>
<p class="hint">If she answers nothing and misses nothing. ${anchor === 'joined' ? '' : 'Without that day: leave it empty.'}</p>
<div class="wide" role="region" aria-label="Her year" tabindex="0" data-live="mother"><table>
<thead><tr><th scope="col">No.</th><th scope="col">Day</th><th scope="col">Weeks</th><th scope="col">Lesson</th><th scope="col">Why</th></tr></thead>
<tbody>${plan.map(
    (one) => html`<tr><td>${one.number}</td><td>${one.date}</td><td>${one.weeksSinceBirth ?? 'no date'}</td>
<th scope="row"><a href="/mother/letter?${new URLSearchParams({ ...mother, country: mother.country ?? '', number: `${one.number}` })}" target="letter">${keyOf(one)} ${titleOf(one)}</a></th><td>${describeReasons(one.reasons)}</td></tr>`,
  )}</tbody></table></div>
<h2>The letter that you choose above</h2>
<figure style="max-width:390px"><iframe name="letter" title="Her letter" width="390" height="760" sandbox="allow-popups" src="/mother/letter?${new URLSearchParams({ ...mother, country: mother.country ?? '', number: '1' })}"></iframe></figure>`;
}

/** Every drawing, as the mails show it. */
export function picturesView(names: readonly string[], folder = '/pictures') {
  if (names.length === 0)
    return html`<p class="empty">Nothing is drawn yet: npm run build draws every picture.</p>`;
  return html`<div class="pictures">${names.map((name) => {
    const called = name.replace(/-[0-9a-f]+\.png$/, '');
    return html`<figure><img src="${folder}/${name}" alt="${called}" width="480" height="270" loading="lazy"><figcaption>${called}</figcaption></figure>`;
  })}</div>`;
}

/** What differs from the last commit, in words. */
export function changesView(changes: readonly FileChange[] | null) {
  if (changes === null)
    return html`<p class="empty">This folder is under no git, so there is nothing to compare it with.</p>`;
  if (changes.length === 0) return html`<p class="empty">Nothing differs from the last commit.</p>`;
  return html`<div data-live="changes">${changes.map(
    ({ file, changes: all }) => html`<section><h2><code>${file}</code></h2>
${all.length === 0 ? html`<p>Only comments or layout.</p>` : ''}
<dl class="diff">${all.map(({ where, before, after }) => html`<dt>${where}</dt>${before === null ? '' : html`<dd><span class="muted">was</span> <del>${before}</del></dd>`}${after === null ? html`<dd>taken out</dd>` : html`<dd><span class="muted">now</span> <ins>${after}</ins></dd>`}`)}</dl></section>`,
  )}</div>`;
}

/** The pages of the course by country, each in a frame of its own page. */
export function pagesView(
  { voices }: Course,
  names: readonly string[],
  codes: readonly string[],
  chosen: string,
  query: Readonly<Record<string, string>>,
) {
  const address = `/page?${new URLSearchParams({ ...query, page: chosen })}`;
  // Without scripts; of our own origin, or the browser keeps the page's font from it.
  return html`<form class="choice" action="/pages" data-choice>${choice(
    'Page',
    'page',
    names.map((one) => [one, one] as const),
    chosen,
  )}
${choice(
  'Country',
  'country',
  codes.map((one) => [one, one] as const),
  query['country'] ?? codes[0] ?? '',
)}
${babyChoice(voices, query['baby'] ?? 'yes')}<button>Show</button></form>
<figure style="max-width:640px"><figcaption><a href="${address}" target="_blank">${chosen}</a></figcaption><iframe src="${address}" title="${chosen}" width="640" height="760" sandbox="allow-popups allow-same-origin" data-letter></iframe></figure>`;
}
