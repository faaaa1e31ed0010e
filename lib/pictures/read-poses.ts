import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { type PictureFile, pictureSchema } from './pose-file.ts';

const loose = z.record(z.string(), z.unknown());

/**
 * The pictures of a folder by name (`SQ`, `PU-worktop`), in the order of their names.
 * Throws with the file's name and what is wrong in it.
 */
export function readPoses(folder: string): Map<string, PictureFile> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return new Map(files.toSorted().map((file) => [basename(file, '.yaml'), readPose(join(folder, file))]));
}

/** One of them. Throws as `readPoses` does. */
export function readPose(path: string): PictureFile {
  const raw = loose.safeParse(yamlOf(path));
  if (!raw.success) throw new Error(`${basename(path)}: ${z.prettifyError(raw.error)}`);
  const picture = pictureSchema.safeParse(spellOut(raw.data));
  if (!picture.success) throw new Error(`${basename(path)}: ${z.prettifyError(picture.error)}`);
  return picture.data;
}

function yamlOf(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${basename(path)} is no YAML`, { cause: error });
  }
}

/** `finish` says only what changes; `legs` and `arms` stand for both sides. */
function spellOut(file: Record<string, unknown>): Record<string, unknown> {
  const start = bothSides(file['start']);
  const middle = file['middle'] === undefined ? {} : { middle: { ...start, ...bothSides(file['middle']) } };
  return { ...file, start, ...middle, finish: { ...start, ...bothSides(file['finish']) } };
}

function bothSides(step: unknown): Record<string, unknown> {
  const { legs, arms, ...rest } = loose.parse(step ?? {});
  return {
    ...(legs === undefined ? {} : { right: legs, left: legs }),
    ...(arms === undefined ? {} : { rightArm: arms, leftArm: arms }),
    ...rest,
  };
}
