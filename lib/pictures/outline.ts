/** Outlines in the plane of the picture (y down, as SVG has it). */
export interface Disc {
  x: number;
  y: number;
  r: number;
}

interface Vertex {
  x: number;
  y: number;
  disc: number;
}

const STEPS = 56;

const num = (value: number): string => String(Math.round(value * 10) / 10);
export const at = (x: number, y: number): string => `${num(x)} ${num(y)}`;

/** The outline of discs as a rubber band round them would lie: straight lines and arcs, as an SVG path. */
export function band(discs: readonly Disc[]): string {
  const hull = convexHull(discs);
  const start = hull.findIndex((vertex, i) => vertex.disc !== hull.at(i - 1)?.disc);
  if (start < 0) return circle(discs[hull[0]?.disc ?? 0]);
  const turned = [...hull.slice(start), ...hull.slice(0, start)];
  const runs = Map.groupBy(runsOf(turned), (run) => run.index).values();
  const pieces = [...runs].flat().map((run, i) => arc(run, discs[run.disc], i === 0));
  return `${pieces.join('')}Z`;
}

interface Run {
  index: number;
  disc: number;
  first: Vertex;
  last: Vertex;
}

function runsOf(vertices: readonly Vertex[]): Run[] {
  const runs: Run[] = [];
  for (const vertex of vertices) {
    const open = runs.at(-1);
    if (open && open.disc === vertex.disc) open.last = vertex;
    else runs.push({ index: runs.length, disc: vertex.disc, first: vertex, last: vertex });
  }
  return runs;
}

function arc(run: Run, disc: Disc | undefined, opens: boolean): string {
  const begin = `${opens ? 'M' : 'L'}${at(run.first.x, run.first.y)}`;
  if (run.first === run.last || !disc) return begin;
  const cross =
    (run.first.x - disc.x) * (run.last.y - disc.y) - (run.first.y - disc.y) * (run.last.x - disc.x);
  return `${begin}A${at(disc.r, disc.r)} 0 ${cross < 0 ? 1 : 0} 1 ${at(run.last.x, run.last.y)}`;
}

function circle(disc: Disc | undefined): string {
  if (!disc) throw new Error('An outline needs a disc.');
  const { x, y, r } = disc;
  return `M${at(x - r, y)}A${at(r, r)} 0 1 1 ${at(x + r, y)}A${at(r, r)} 0 1 1 ${at(x - r, y)}Z`;
}

interface Turn {
  x: number;
  y: number;
}

const turnOf = (steps: number): Turn => ({
  x: Math.cos((2 * Math.PI * steps) / STEPS),
  y: Math.sin((2 * Math.PI * steps) / STEPS),
});

/** A rim has its corners at these turns, the same for every disc: so a corner reaches furthest between two half turns. */
const CORNERS = Array.from({ length: STEPS }, (_, i) => ({
  corner: turnOf(STEPS / 2 + i),
  before: turnOf(STEPS / 2 + i - 0.5),
}));
/** How far the middle of a rim's side lies from the centre of a disc of radius 1. */
const SIDE = Math.cos(Math.PI / STEPS);

/** The corners of all rims that a rubber band touches, from the leftmost on, clockwise as seen with y down. */
function convexHull(discs: readonly Disc[]): Vertex[] {
  const furthest = CORNERS.map(({ before }) => furthestTo(before, discs));
  return CORNERS.flatMap(({ corner }, i) =>
    overCorner(corner, discs, furthest[i] ?? 0, furthest[(i + 1) % STEPS] ?? 0),
  );
}

/** Which disc reaches furthest that way. */
function furthestTo(way: Turn, discs: readonly Disc[]): number {
  let furthest = 0;
  let reach = Number.NEGATIVE_INFINITY;
  for (const [i, { x, y, r }] of discs.entries()) {
    const far = x * way.x + y * way.y + r * SIDE;
    if (far > reach + 1e-9) [furthest, reach] = [i, far];
  }
  return furthest;
}

/** The band round one and the same corner of every disc, from the disc that it comes from to the one that it goes to. */
function overCorner(corner: Turn, discs: readonly Disc[], from: number, to: number): Vertex[] {
  const at = (disc: number): Vertex => {
    const { x, y, r } = discs[disc] ?? { x: 0, y: 0, r: 0 };
    return { x: x + r * corner.x, y: y + r * corner.y, disc };
  };
  const met = [at(from)];
  for (let last = at(from); last.disc !== to && met.length <= discs.length; met.push(last)) {
    let next = at(to);
    for (const i of discs.keys()) if (bends(last, next, at(i)) < -1e-9) next = at(i);
    last = next;
  }
  return met;
}

/** Above 0 where the way from a over b to c goes on clockwise as seen with y down. */
const bends = (a: Turn, b: Turn, c: Turn): number => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
