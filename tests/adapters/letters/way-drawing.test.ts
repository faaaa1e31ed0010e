import { describe, expect, test } from 'vitest';
import { wayBars } from '../../../lib/adapters/letters/way-bars.ts';
import { wayDrawing } from '../../../lib/adapters/letters/way-drawing.ts';
import { COURSE } from './sample-letters.ts';

const bars = (path: string) => path.split('M').length - 1;

describe('her way so far, drawn', () => {
  test.each([
    ['the first session', COURSE.ladder[0], { done: 0, current: 0, coming: 52 }],
    ['one in the middle', '12', { done: 11, current: 1, coming: 40 }],
    ['the last', COURSE.ladder.at(-1), { done: 52, current: 0, coming: 0 }],
    ['the starter sessions', COURSE.onRamp[2], { done: 2, current: 1, coming: 3 }],
  ])('%s: a bar for each session, by where she stands', (_name, session = '', wanted) => {
    const { done, current, coming } = wayDrawing(wayBars(COURSE, session));
    expect({ done: bars(done), current: bars(current), coming: bars(coming) }).toEqual(wanted);
  });

  test.each([COURSE.ladder, COURSE.onRamp, COURSE.loop])(
    'the bars of a path stand side by side in its box and never over one another',
    (...path) => {
      const session = path[Math.floor(path.length / 2)] ?? '';
      const { done, current, coming } = wayDrawing(wayBars(COURSE, session));
      const drawn = [...`${done}${current}${coming}`.matchAll(/M([\d.]+) 22v-(\d+)h([\d.]+)v(\d+)z/g)];
      const edges = drawn.map(([, x, , width]) => [Number(x), Number(x) + Number(width)]);
      for (const [index, [left = 0]] of edges.entries())
        expect(left).toBeGreaterThan(edges[index - 1]?.[1] ?? -1);
      expect(edges.at(-1)?.[1]).toBeCloseTo(392, 0);
      expect(drawn.every(([, , up, , down]) => up === down && Number(up) <= 22)).toBe(true);
    },
  );
});
