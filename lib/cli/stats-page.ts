import { html, raw } from 'hono/html';
import { brand } from '../../lambdas/wiring/brand.ts';
import { coloursCss } from '../brand/css.ts';
import { ANSWERS } from '../domain/answers.ts';
import type { Stats } from '../use-cases/operator/stats.ts';
import { type Chart, chartsOf, sessionRows } from './stats-rows.ts';

const ROW = 26;
const LABEL_WIDTH = 130;
const BAR_WIDTH = 400;
const COUNT_WIDTH = 90;

/** Stats as one page that needs nothing else: drawings are SVG, with every number in text beside its bar. */
export function statsPage(stats: Stats, where: string, at: string): string {
  const rows = sessionRows(stats);
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
<div class="charts">${chartsOf(stats).map(chart)}</div>
<h2>Lessons by session</h2>
<p>In ledgers that still exist; answers are of those for whom it was the last lesson.</p>
<div class="wide" role="region" aria-label="Lessons by session" tabindex="0"><table>
<thead><tr>${['Session', 'Sent', 'Delivered', 'Bounced', 'Complained', ...ANSWERS].map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map(
    ({ session, sent, delivered, bounced, complained, taps }) =>
      html`<tr><th scope="row">${session}</th>${[sent, delivered, bounced, complained, ...ANSWERS.map((answer) => taps[answer] ?? 0)].map((count) => html`<td>${count}</td>`)}</tr>`,
  )}</tbody></table></div>
</main></body></html>`}\n`;
}

function chart({ title, bars }: Chart) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const height = bars.length * ROW;
  return html`<section><h2>${title}</h2>
<svg viewBox="0 0 ${LABEL_WIDTH + BAR_WIDTH + COUNT_WIDTH} ${height}" role="img" aria-label="${title}: ${bars.map(({ label, count }) => `${label} ${count}`).join(', ')}">
${bars.map(({ label, count }, at) => {
  const width = Math.round((count / most) * BAR_WIDTH);
  const middle = at * ROW + ROW / 2;
  return html`<text x="${LABEL_WIDTH - 8}" y="${middle}" class="label">${label}</text><rect x="${LABEL_WIDTH}" y="${at * ROW + 4}" width="${width}" height="${ROW - 8}" rx="3"/><text x="${LABEL_WIDTH + width + 8}" y="${middle}">${count.toLocaleString('en-GB')}</text>`;
})}</svg></section>`;
}

const STYLE = `
body { margin: 0; background: var(--ground); color: var(--ink); font: 17px/1.55 -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 32px 16px; }
h1, h2 { font-family: Georgia, serif; line-height: 1.2; } h2 { font-size: 20px; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 16px 48px; }
svg { width: 100%; height: auto; } rect { fill: var(--calm); } text { fill: var(--ink); font-size: 15px; dominant-baseline: central; } .label { text-anchor: end; }
.wide { overflow-x: auto; } table { border-collapse: collapse; } th, td { padding: 6px 14px; border-bottom: 1px solid var(--line); text-align: right; } th[scope=row] { text-align: left; }`;
