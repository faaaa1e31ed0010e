import type { WayBars } from './way-bars.ts';

/** Bars of one colour each, as SVG path data in a box of `WIDTH` by `HEIGHT`; empty where there are none. */
export interface WayDrawing {
  done: string;
  current: string;
  coming: string;
}

const WIDTH = 392;
const HEIGHT = 22;
const BETWEEN_BARS = 2;
const BETWEEN_GROUPS = 6;

/** Her way so far as one small picture: what is behind her, the session at hand, and what is to come. */
export function wayDrawing(groups: readonly WayBars[]): WayDrawing {
  const bars = groups.flatMap(barsOf);
  const gaps = (bars.length - 1) * BETWEEN_BARS + (groups.length - 1) * BETWEEN_GROUPS;
  const width = (WIDTH - gaps) / bars.length;
  const drawn = bars.map(({ kind, height, group }, index) => {
    const x = index * (width + BETWEEN_BARS) + groups.indexOf(group) * BETWEEN_GROUPS;
    return { kind, path: `M${x.toFixed(1)} ${HEIGHT}v-${height}h${width.toFixed(1)}v${height}z` };
  });
  const of = (kind: BarKind) => drawn.flatMap((bar) => (bar.kind === kind ? [bar.path] : [])).join('');
  return { done: of('done'), current: of('current'), coming: of('coming') };
}

type BarKind = keyof WayDrawing;

function barsOf(group: WayBars) {
  const { height, done, current, coming } = group;
  const kinds: BarKind[] = [
    ...done.map((): BarKind => 'done'),
    ...current.map((): BarKind => 'current'),
    ...coming.map((): BarKind => 'coming'),
  ];
  return kinds.map((kind) => ({ kind, height, group }));
}
