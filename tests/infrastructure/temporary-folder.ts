import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone when the file's tests are done. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `strong-weeks-${name}-`));
  made.push(folder);
  return folder;
}

/** A folder with one picture, as the build draws them. */
export function somePictures(): string {
  const folder = temporaryFolder('pictures');
  writeFileSync(join(folder, 'squat-1a2b3c.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  return folder;
}
