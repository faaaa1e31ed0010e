import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pictureDrawn } from '../../lib/local/pictures-on-their-way.ts';

let built: string;
beforeEach(() => {
  built = mkdtempSync(join(tmpdir(), 'built-'));
  mkdirSync(join(built, 'pictures'));
});
afterEach(() => rmSync(built, { recursive: true }));

/** Whether it is answered before and after `happens`. */
async function answeredAround(name: string, happens: () => void): Promise<boolean[]> {
  let answered = false;
  const waits = pictureDrawn({ built }, name).then(() => {
    answered = true;
  });
  await Promise.resolve();
  const before = answered;
  happens();
  await waits;
  return [before, answered];
}

test('a picture is waited for until it is drawn', async () => {
  const drawn = () => writeFileSync(join(built, 'pictures/SQ-0123456789.png'), 'a picture');
  expect(await answeredAround('SQ-0123456789.png', drawn)).toEqual([false, true]);
});

test('a name that is no picture is waited for until all are drawn', async () => {
  const allDrawn = () => writeFileSync(join(built, 'drawings.stamp'), 'hash');
  expect(await answeredAround('no-such.png', allDrawn)).toEqual([false, true]);
});

test('where all are drawn nothing is waited for', async () => {
  writeFileSync(join(built, 'drawings.stamp'), 'hash');
  const order: string[] = [];
  const waits = pictureDrawn({ built }, 'no-such.png').then(() => order.push('answered'));
  setTimeout(() => order.push('later'), 0);
  await waits;
  expect(order).toEqual(['answered']);
});
