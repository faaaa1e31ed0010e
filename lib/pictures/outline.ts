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
  const hull = convexHull(discs.flatMap(rim));
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

/** The rim of a disc of radius 1: every limb of every moment is drawn from it. */
const UNIT_RIM = Array.from({ length: STEPS }, (_, i) => {
  const turn = (2 * Math.PI * i) / STEPS;
  return { x: Math.cos(turn), y: Math.sin(turn) };
});

const rim = ({ x, y, r }: Disc, index: number): Vertex[] =>
  UNIT_RIM.map((unit) => ({ x: x + r * unit.x, y: y + r * unit.y, disc: index }));

/** Andrew's monotone chain; clockwise as seen with y down. */
function convexHull<T extends { x: number; y: number }>(points: readonly T[]): T[] {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y);
  return [...chain(sorted), ...chain(sorted.toReversed())];
}

function chain<T extends { x: number; y: number }>(points: readonly T[]): T[] {
  const line: T[] = [];
  for (const point of points) {
    while (bendsBack(line.at(-2), line.at(-1), point)) line.pop();
    line.push(point);
  }
  return line.slice(0, -1);
}

function bendsBack(
  a: { x: number; y: number } | undefined,
  b: { x: number; y: number } | undefined,
  c: { x: number; y: number },
): boolean {
  if (!a || !b) return false;
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) <= 1e-9;
}
