import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

type Kind = 'png' | 'film';

/** A folder of files whose names carry a hash of what they are made from, so that what a name stands for never changes. */
export interface PictureFolder {
  /** The name of a drawing that is at hand. */
  svg(name: string, drawing: string): string;
  /** The name of a file that is made only when it is not there yet. */
  later(kind: Kind, name: string, from: string, make: () => string | Promise<Buffer>): string;
  /** Writes the drawings that are at hand, and takes away whatever was not named. */
  list(): void;
  /** Makes the files that are not there yet, and lets whoever waits have a turn between two. */
  draw(): Promise<void>;
}

const ENDINGS = { png: 'png', film: 'svg' } as const;

export function pictureFolder(path: string): PictureFolder {
  const drawings = new Map<string, string>();
  const later: Record<Kind, Map<string, () => string | Promise<Buffer>>> = {
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
  const missing = (kind: Kind) => [...later[kind]].filter(([file]) => !isThere(file));
  const drawPngs = () => Promise.all(missing('png').map(async ([file, make]) => write(file, await make())));
  const drawFilms = async (): Promise<void> => {
    for (const [file, make] of missing('film')) {
      write(file, await make());
      await nextTurn();
    }
  };
  return {
    svg(name, drawing) {
      const file = fileOf(name, drawing, 'svg');
      drawings.set(file, drawing);
      return file;
    },
    later(kind, name, from, make) {
      const file = fileOf(name, from, ENDINGS[kind]);
      later[kind].set(file, make);
      return file;
    },
    list() {
      for (const [file, drawing] of drawings) if (!isThere(file)) write(file, drawing);
      for (const stale of readdirSync(path)) {
        if (![drawings, later.png, later.film].some((named) => named.has(stale))) rmSync(join(path, stale));
      }
    },
    async draw() {
      await Promise.all([drawPngs(), drawFilms()]);
    },
  };
}

const fileOf = (name: string, from: string, ending: string): string =>
  `${name}-${createHash('sha256').update(from).digest('hex').slice(0, 10)}.${ending}`;
