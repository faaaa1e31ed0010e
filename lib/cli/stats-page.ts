import { html, raw } from 'hono/html';
import { brand } from '../../lambdas/wiring/brand.ts';
import { coloursCss } from '../brand/css.ts';
import type { Stats } from '../use-cases/operator/stats.ts';
import {
  type Bar,
  barValue,
  type Chart,
  chartsOf,
  FEWEST,
  type SessionRow,
  sessionRows,
  shareShown,
  shown,
} from './stats-rows.ts';

const ROW = 26;
const LABEL_WIDTH = 190;
const LABEL_LETTERS = 20;
const BAR_WIDTH = 130;
const COUNT_WIDTH = 100;

/** Stats as one page that needs nothing else: drawings are SVG, with every number in text beside its bar. */
export function statsPage(
  stats: Stats,
  titles: ReadonlyMap<string, string>,
  where: string,
  at: string,
): string {
  const rows = sessionRows(stats, titles);
  const charts = chartsOf(stats, titles);
  const first = charts.filter(({ means }) => means !== undefined);
  const others = charts.filter(({ means }) => means === undefined);
  return `${html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${brand.name}: how the course is doing</title>
<style>${raw(coloursCss() + STYLE)}</style>
</head>
<body><main>
<h1>How the course is doing</h1>
<p>${where}, ${at}.${stats.sample === 1 ? '' : ` Estimated from 1 in ${stats.sample}, but for the weekly counts.`}</p>
<div class="charts">${first.map(chart)}</div>
<h2>Lessons by session</h2>
<p>What was answered outlives the records; what was sent stands in ledgers that still exist. Numbers under 5 are not shown.</p>
<p class="key"><span class="easy"></span> too easy <span class="right"></span> just right <span class="hard"></span> too hard</p>
<div class="wide" role="region" aria-label="Lessons by session" tabindex="0"><table>
<thead><tr>${HEAD.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map(sessionRow)}</tbody></table></div>
<div class="charts">${others.map(chart)}</div>
</main></body></html>`}\n`;
}

const HEAD = [
  ...['Session', 'How it felt', 'Too easy', 'Right', 'Too hard', 'Answered', 'Not done'],
  ...['Left after', 'Still here', 'Sent', 'Bounced', 'Complained'],
];

function sessionRow(row: SessionRow) {
  const { session, title, sent, bounced, complained, answered, easy, right, hard, stillHere } = row;
  const cells = [
    ...[shareShown(easy), shareShown(right), shareShown(hard), shown(answered), shown(row.missed)],
    ...[shown(row.leftAfter), `${stillHere} %`, shown(sent), shown(bounced), shown(complained)],
  ];
  return html`<tr><th scope="row">${session} <span class="title">${title}</span></th><td>${felt(row)}</td>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`;
}

/** Three pieces of one bar; the cells beside it say the same in numbers. */
function felt({ easy, right, hard }: SessionRow) {
  if (easy === null || right === null || hard === null) return '';
  return html`<svg class="felt" viewBox="0 0 100 14" aria-hidden="true"><rect class="easy" width="${easy}" height="14"/><rect class="right" x="${easy}" width="${right}" height="14"/><rect class="hard" x="${easy + right}" width="${hard}" height="14"/></svg>`;
}

function chart(one: Chart) {
  const { title, bars, means, isShare } = one;
  const most = isShare ? 100 : Math.max(1, ...bars.map(({ count }) => count));
  const height = bars.length * ROW;
  const shownValue = (bar: Bar) => barValue(bar, one, shown);
  // The length of a small bar would tell its number.
  const length = (count: number) => (isShare || count >= FEWEST ? count : 0);
  return html`<section><h2>${title}</h2>
<svg viewBox="0 0 ${LABEL_WIDTH + BAR_WIDTH + COUNT_WIDTH} ${height}" role="img" aria-label="${title}: ${bars.map((bar) => `${bar.label} ${shownValue(bar)}`).join(', ')}">
${bars.map((bar, at) => {
  const { label } = bar;
  const width = Math.round((length(bar.count) / most) * BAR_WIDTH);
  const middle = at * ROW + ROW / 2;
  return html`<text x="${LABEL_WIDTH - 8}" y="${middle}" class="label">${label.length > LABEL_LETTERS ? `${label.slice(0, LABEL_LETTERS)}…` : label}</text><rect class="${means ?? 'plain'}" x="${LABEL_WIDTH}" y="${at * ROW + 4}" width="${width}" height="${ROW - 8}" rx="3"/><text x="${LABEL_WIDTH + width + 8}" y="${middle}">${shownValue(bar)}</text>`;
})}</svg></section>`;
}

const STYLE = `
body { margin: 0; background: var(--ground); color: var(--ink); font: 17px/1.55 -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 32px 16px; }
h1, h2 { font-family: Georgia, serif; line-height: 1.2; } h2 { font-size: 20px; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 16px 48px; }
svg { width: 100%; max-width: 30rem; height: auto; } rect { fill: var(--calm); } .bad, .hard { fill: var(--red); } .good, .right { fill: var(--green); } .easy { fill: var(--amber); } .felt { width: 110px; height: 14px; } .title { font-weight: 400; color: var(--muted); } .key span { display: inline-block; width: 12px; height: 12px; margin-left: 12px; } .key .easy { background: var(--amber); } .key .right { background: var(--green); } .key .hard { background: var(--red); } text { fill: var(--ink); font-size: 15px; dominant-baseline: central; } .label { text-anchor: end; }
.wide { overflow-x: auto; } table { border-collapse: collapse; } th, td { padding: 6px 14px; border-bottom: 1px solid var(--line); text-align: right; } th[scope=row], th:first-child { text-align: left; min-width: 8rem; } td { white-space: nowrap; }
@media (max-width: 40rem) { th, td { padding: 6px 8px; font-size: 15px; } }
@media print { body { font-size: 11px; } .wide { overflow: visible; } th, td { padding: 2px 5px; } section, tr { break-inside: avoid; } rect { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }`;
