import { html } from 'hono/html';
import { type Finding, printFinding } from '../../authoring/findings.ts';
import type { LastSave } from '../save.ts';

type Html = ReturnType<typeof html>;

export interface Frame {
  title: string;
  /** Which entry of the navigation this page is. */
  at: string;
  findings: readonly Finding[];
  /** The files do not read now, and what is shown is as they last did. */
  stale: boolean;
  /** What a save did, said once. */
  notice: string | null;
  /** What undo would take back. */
  undo: LastSave | null;
  /** Whether files are written here: not on paper, and not on a phone that looks. */
  canEdit: boolean;
}

const NAVIGATION = [
  ['/', 'Lessons'],
  ['/programme', 'Programme'],
  ['/mother', 'One mother'],
  ['/safety', 'Safety words'],
  ['/pages', 'Pages'],
  ['/pictures', 'Pictures'],
  ['/changes', 'Changes'],
] as const;

/** A page of the desk around its own part. */
export function framed(frame: Frame, body: Html | string) {
  return html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${frame.title} · The coach’s desk</title>
<link rel="stylesheet" href="/desk.css"><link rel="icon" href="data:,">
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header>
<nav aria-label="Desk">${NAVIGATION.map(([href, name]) => html`<a href="${href}"${href === frame.at ? html` aria-current="page"` : ''}>${name}</a>`)}</nav>
<div data-live="state">${stateOf(frame)}</div>
</header>
<main id="main" tabindex="-1">
<h1>${frame.title}</h1>
${frame.notice === null ? '' : html`<p class="notice" role="status">${frame.notice}</p>`}
${body}
</main>
<script src="/desk.js" type="module"></script>
</body></html>`;
}

function stateOf({ findings, stale, undo, canEdit }: Frame) {
  return html`<div class="state">${
    findings.length === 0
      ? html`<p class="good" role="status">In order: nothing to mend.</p>`
      : html`<details class="mend"${stale ? html` open` : ''}><summary>${findings.length} to mend${stale ? ': the files do not read, so this is how they were before' : ''}</summary>
<ul>${findings.map((finding) => html`<li><code>${finding.file}:${finding.line}</code> ${finding.message}</li>`)}</ul></details>`
  }${
    undo === null || !canEdit
      ? ''
      : html`<form method="post" action="/undo"><button class="quiet">Undo in ${undo.about}: ${undo.labels.slice(0, 2).join(', ')}</button></form>`
  }</div>`;
}

/** What is shown in place of a page while the files have never read. */
export function nothingYet(findings: readonly Finding[]) {
  return html`<p class="empty">The course files do not read yet, so there is nothing to show. Mend this, save, and the desk opens:</p>
<ul>${findings.map((finding) => html`<li>${printFinding(finding)}</li>`)}</ul>`;
}
