import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

/** Kudu with a part left out, made by dropping blocks from a copy of its folder. */

interface Map {
  tracks: Record<string, unknown>;
  paths: { from: number }[];
  stages: Record<string, unknown>;
  [key: string]: unknown;
}

function inMap(folder: string, change: (map: Map) => object): void {
  const file = join(folder, 'course.yaml');
  const map: Map = parse(readFileSync(file, 'utf8'));
  writeFileSync(file, stringify(change(map)));
}

/** It ends with k5. */
export function dropLoop(folder: string): void {
  inMap(folder, ({ tracks: { loop: _, ...tracks }, stages: { S3: __, ...stages }, ...map }) => ({
    ...map,
    tracks,
    stages,
    returns: [
      { away: 4, to: 'w1' },
      { away: 1, to: 'same' },
    ],
  }));
  for (const id of ['z1', 'z2']) rmSync(join(folder, `sessions/${id}.yaml`));
}

/** Everyone has a date and goes the ladder. */
export function dropOnRamp(folder: string): void {
  inMap(
    folder,
    ({
      'weeks-without-date': _,
      tracks: { 'on-ramp': __, ...tracks },
      lines: ___,
      'full-signs': ____,
      ...map
    }) => ({
      ...map,
      tracks: 'loop' in tracks ? { ...tracks, loop: { ...loopOf(tracks), below: 'k1' } } : tracks,
      paths: [{ from: 0, first: 'ceiling', goes: ['k0..k5'] }],
      stages: { ...map.stages, S1: 'k0' },
      gates: [{ sessions: ['k2', 'k3'], asks: 'check', 'not-yet': 'k1' }],
      returns: [
        { away: 4, to: 'k0' },
        { away: 1, to: 'same' },
      ],
    }),
  );
  for (const id of ['w1', 'w2']) rmSync(join(folder, `sessions/${id}.yaml`));
}

/** Everyone counts from the day she joins. */
export function countFromJoining(folder: string): void {
  inMap(folder, ({ 'weeks-without-date': _, paths, ...map }) => ({
    ...map,
    anchor: { joined: true },
    paths: paths.slice(0, 1),
  }));
}

/** Everyone gives a date. */
export function requireDate(folder: string): void {
  inMap(folder, ({ 'weeks-without-date': _, ...map }) => map);
}

/** Every text is written once, and nobody is asked. */
export function dropVoices(folder: string): void {
  inMap(folder, ({ voices: _, ...map }) => map);
}

function loopOf({ loop }: Record<string, unknown>): object {
  return typeof loop === 'object' && loop !== null ? loop : {};
}
