import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

type Kind = 'svg' | 'png' | 'film';

/** A folder of files whose names carry a hash of what they are made from, so that what a name stands for never changes. */
export interface PictureFolder {
  /** The name of a file that is made only when it is not there yet. */
  nameOf(kind: Kind, name: string, from: string, make: () => string | Promise<Buffer>): string;
  /** Takes away whatever was not named. */
  tidy(): void;
  /** Makes the files that are not there yet, what pages show first, and lets whoever waits have a turn between two. */
  draw(): Promise<void>;
}

const ENDINGS = { svg: 'svg', png: 'png', film: 'svg' } as const;

export function pictureFolder(path: string): PictureFolder {
  const named: Record<Kind, Map<string, () => string | Promise<Buffer>>> = {
    svg: new Map(),
    png: new Map(),
    film: new Map(),
  };
  const isThere = (file: string): boolean => existsSync(join(path, file));
  // A server may read the folder meanwhile: a file is there whole or not at all.
  const write = (file: string, content: string | Buffer): void => {
    mkdirSync(path, { recursive: true });
    const beside = `${path}-${process.pid}.part`;
    writeFileSync(beside, content);
    renameSync(beside, join(path, file));
  };
  const missing = (kind: Kind) => [...named[kind]].filter(([file]) => !isThere(file));
  const drawPngs = () => Promise.all(missing('png').map(async ([file, make]) => write(file, await make())));
  const drawOneByOne = async (kind: Kind): Promise<void> => {
    for (const [file, make] of missing(kind)) {
      write(file, await make());
      await nextTurn();
    }
  };
  return {
    nameOf(kind, name, from, make) {
      const file = fileOf(name, from, ENDINGS[kind]);
      named[kind].set(file, make);
      return file;
    },
    tidy() {
      mkdirSync(path, { recursive: true });
      for (const stale of readdirSync(path))
        if (!Object.values(named).some((files) => files.has(stale))) rmSync(join(path, stale));
    },
    async draw() {
      await drawOneByOne('svg');
      await Promise.all([drawPngs(), drawOneByOne('film')]);
    },
  };
}

const fileOf = (name: string, from: string, ending: string): string =>
  `${name}-${createHash('sha256').update(from).digest('hex').slice(0, 10)}.${ending}`;
