import { html } from 'hono/html';
import type { CourseSource } from '../authoring/course-source.ts';
import { middleOf } from '../authoring/programme/loads.ts';
import { blocksIn, chainOf, type Planned, plannedSessions } from '../authoring/programme/planned.ts';

const WIDTH = 960;
const HEIGHT = 300;
const LEFT = 44;
const BOTTOM = 34;

/** What a session asks in all: the heaviest thing she moves, both hands together, and how many sets. */
interface Load {
  name: string;
  kilos: number;
  sets: number;
}

export function loadsOf(chain: readonly Planned[]): Load[] {
  return chain.map(({ name, content }) => ({
    name,
    kilos: Math.max(0, ...content.moves.map(middleOf)),
    sets: content.moves.reduce((sum, { sets }) => sum + (sets ?? 1), 0),
  }));
}

/** The chains of the course, one after another: the ladder, the on-ramp, the loop at each level. */
export function chainsOf(course: CourseSource): Planned[][] {
  const all = plannedSessions(course);
  const seen = new Set<Planned>();
  return all.flatMap((planned) => {
    if (seen.has(planned)) return [];
    const chain = chainOf(all, planned);
    for (const one of chain) seen.add(one);
    return [chain];
  });
}

/** A chain as a curve of kilos over bars of sets, with its four-week blocks as bands. */
export function loadCurve(course: CourseSource, chain: readonly Planned[]) {
  const loads = loadsOf(chain);
  const top = Math.max(5, ...loads.map(({ kilos }) => kilos), ...loads.map(({ sets }) => sets));
  const step = (WIDTH - LEFT) / Math.max(1, chain.length);
  const x = (index: number) => LEFT + step * (index + 0.5);
  const y = (value: number) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - BOTTOM - 24);
  const first = loads[0];
  const last = loads.at(-1);
  const heaviest = loads.toSorted((one, other) => other.kilos - one.kilos)[0];
  if (!first || !last || !heaviest) return '';
  const loaded = heaviest.kilos > 0;
  const words = loaded
    ? `The heaviest load of each session, ${first.name} to ${last.name}: from ${first.kilos} to ${last.kilos} kg, most ${heaviest.kilos} kg in session ${heaviest.name}. Bars: sets in all.`
    : `Sets in all, of each session from ${first.name} to ${last.name}.`;
  const line = loads.map(({ kilos }, index) => `${x(index).toFixed(1)},${y(kilos).toFixed(1)}`).join(' ');
  return html`<svg class="plot" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${words}">
${bands(course, chain, x, step)}
${[0, 0.5, 1].map((part) => html`<line class="rule" x1="${LEFT}" x2="${WIDTH}" y1="${y(top * part)}" y2="${y(top * part)}"/><text x="4" y="${y(top * part) + 5}">${Math.round(top * part)}</text>`)}
${loads.map(({ sets }, index) => html`<rect class="sets" x="${(x(index) - step * 0.3).toFixed(1)}" width="${(step * 0.6).toFixed(1)}" y="${y(sets).toFixed(1)}" height="${(y(0) - y(sets)).toFixed(1)}"/>`)}
${loaded ? html`<polyline class="kilos" points="${line}"/>` : ''}
${loads.map(({ name, kilos }, index) => html`${loaded ? html`<circle class="kilos" cx="${x(index).toFixed(1)}" cy="${y(kilos).toFixed(1)}" r="3"/>` : ''}${index % Math.ceil(loads.length / 14) === 0 ? html`<text x="${x(index).toFixed(1)}" y="${HEIGHT - 8}" text-anchor="middle">${name}</text>` : ''}`)}
</svg>`;
}

function bands(course: CourseSource, chain: readonly Planned[], x: (index: number) => number, step: number) {
  return blocksIn(course, chain).map(({ name, sessions }, place) => {
    const at = chain.findIndex(({ name: one }) => one === sessions[0]?.name);
    const from = x(at) - step / 2;
    return html`<rect class="band ${place % 2 === 0 ? 'even' : 'odd'}" x="${from.toFixed(1)}" y="0" width="${(step * sessions.length).toFixed(1)}" height="${HEIGHT - BOTTOM}"/><text x="${(from + 4).toFixed(1)}" y="15">${name}</text>`;
  });
}
