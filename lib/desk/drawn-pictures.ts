import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import * as z from 'zod';
import type { CourseFolder } from '../brand/course-folder.ts';

const manifest = z.record(z.string(), z.object({ png: z.string() }));

/** The brand's own, beside those of the moves. */
const OF_THE_BRAND = ['mark', 'year-1', 'year-2', 'year-3', 'year-4'];

/** The PNG of each picture, by its name. Before anything was drawn, the names by which pages may already call them. */
export function drawnPictures({ root, built, poses }: CourseFolder): ReadonlyMap<string, string> {
  const lists = ['pictures.json', 'brand-pictures.json'].map((name) => join(built, name));
  if (lists.every((list) => existsSync(list))) {
    return new Map(
      lists.flatMap((list) =>
        Object.entries(manifest.parse(JSON.parse(readFileSync(list, 'utf8')))).map(
          ([name, { png }]): [string, string] => [`${name}.png`, png],
        ),
      ),
    );
  }
  const names = [
    ...readdirSync(resolve(root, poses)).map((file) => basename(file, '.yaml')),
    ...OF_THE_BRAND,
  ];
  return new Map(names.map((name) => [`${name}.png`, `${name}.png`]));
}
