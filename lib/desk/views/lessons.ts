import { html } from 'hono/html';
import { amountsOf } from '../../authoring/amounts.ts';
import type { CourseSource } from '../../authoring/course-source.ts';
import { doseWords } from '../../authoring/dose-words.ts';
import type { Finding } from '../../authoring/findings.ts';
import { kilosWords } from '../../authoring/programme/loads.ts';
import { type Planned, plannedSessions } from '../../authoring/programme/planned.ts';
import { OTHER_LETTERS } from '../shown-letter.ts';

export interface Row {
  planned: Planned;
  doses: readonly string[];
  findings: readonly Finding[];
  changed: boolean;
}

/** A row for each lesson: what stands in its file, and what is to mend in it. */
export function rowsOf(
  course: CourseSource,
  findings: readonly Finding[],
  changed: ReadonlySet<string>,
): Row[] {
  return plannedSessions(course).map((planned) => {
    const tip = course.tips.find(({ id }) => id === planned.tip)?.file;
    return {
      planned,
      doses: planned.content.moves.map(
        (dose) =>
          `${course.exercises.data[dose.move]?.name ?? dose.move}: ${doseWords(amountsOf(course), dose)}${dose.kg && dose.per ? `, ${kilosWords(amountsOf(course), dose.kg, dose.per)}` : ''}`,
      ),
      findings: findings.filter(({ file }) => file === planned.file.file),
      changed: changed.has(planned.file.file) || (tip !== undefined && changed.has(tip)),
    };
  });
}

const lessonLink = (name: string) => `/lesson?lesson=${encodeURIComponent(name)}`;

/** Every lesson in a table, to search and to open. */
export function lessonsView(course: CourseSource, rows: readonly Row[], q: string) {
  const wanted = q.trim().toLowerCase();
  const shown = rows.filter((row) => matches(row, wanted));
  const { name = '', tip = '' } = rows[rows.length >> 1]?.planned ?? {};
  return html`<form class="search" action="/" role="search"><label>Search <input type="search" name="q" value="${q}" data-search autocomplete="off" placeholder="${name}, ${tip}"></label> <button>Find</button>
<span class="hint" role="status" data-count>${shown.length} of ${rows.length}</span></form>
${lessonsTable(course, rows, lessonLink, new Set(shown))}
${shown.length === 0 ? html`<p class="empty">No lesson says that. Search for a session (${name}), a move, a tip (${tip}) or a word.</p>` : ''}
<p class="hint">Other letters: ${OTHER_LETTERS.map((name) => html`<a href="${lessonLink(name)}">${name}</a> `)}</p>
${keysHelp()}`;
}

/** The rows of every lesson; those that are not shown wait for another search. `link`: where a lesson leads. */
export function lessonsTable(
  course: CourseSource,
  rows: readonly Row[],
  link: (name: string) => string,
  shown: ReadonlySet<Row> = new Set(rows),
) {
  return html`<div class="wide" role="region" aria-label="Lessons" tabindex="0" data-live="lessons"><table>
<thead><tr><th scope="col">Session</th><th scope="col">Title and subject</th><th scope="col">Stage</th><th scope="col">Min</th><th scope="col">Moves</th><th scope="col">Tip</th><th scope="col">File</th><th scope="col">To mend</th></tr></thead>
<tbody>${rows.map((row) => rowOf(course, row, link, !shown.has(row)))}</tbody></table></div>`;
}

function rowOf(
  course: CourseSource,
  { planned, doses, findings, changed }: Row,
  link: (name: string) => string,
  hidden: boolean,
) {
  const { name, title, content, stage, minutes } = { ...planned, minutes: planned.content.minutes };
  const tip = course.tips.find(({ id }) => id === planned.tip);
  return html`<tr data-row${hidden ? html` hidden` : ''}><th scope="row"><a href="${link(name)}">${name}</a></th>
<td><strong>${title}</strong><br><span class="muted">${content.subject}</span>${changed ? html` <span class="tag">changed since git</span>` : ''}</td>
<td>${stage}${planned.easierWeek ? ' easier' : ''}</td><td>${minutes}</td>
<td><details><summary class="whole">${doses.length} moves</summary><ul>${doses.map((dose) => html`<li>${dose}</li>`)}</ul></details></td>
<td><a href="${link(name)}#tip">${planned.tip}</a> <span class="muted">${tip?.theme ?? ''}</span></td>
<td><code>${short(planned.file.file)}:${planned.file.lineOf([...planned.path, 'moves'])}</code></td>
<td>${findings.length === 0 ? '' : html`<strong class="fault">${findings.length}</strong>`}</td></tr>`;
}

function matches({ planned, doses }: Row, wanted: string): boolean {
  if (wanted === '') return true;
  if (/^[a-z]?\d+(?:\/\d)?$/.test(wanted)) {
    const { name, tip, stage } = planned;
    return [name, name.split('/')[0], tip, stage].some((one) => one?.toLowerCase() === wanted);
  }
  const { title, content, stage, tip, file } = planned;
  return [title, content.subject, stage, tip, file.file, ...doses].join(' ').toLowerCase().includes(wanted);
}

function short(file: string): string {
  return file.split('/').slice(-2).join('/');
}

function keysHelp() {
  return html`<details class="keys"><summary>Keys</summary><p><label><input type="checkbox" data-keys checked> Keys are on</label></p>
<dl><dt>/</dt><dd>search; Enter opens the first</dd><dt>j, k</dt><dd>next and previous lesson</dd><dt>e</dt><dd>to the fields</dd><dt>l</dt><dd>all lessons</dd></dl></details>`;
}
