import { statfsSync } from 'node:fs';

const MEGABYTE = 1_000_000;

/** Told from the folder's file system. */
export interface DiskSpace {
  /** Whether so little is left that nothing new is taken. */
  isLow(): boolean;
}

/**
 * Watches the disk that holds the data. Nothing new is taken while less than `reserveMb` is free, so that what is under
 * way can still be written down, and so that leaving always works. It is asked anew each time: room made is room seen.
 */
export function diskSpace(
  folder: string,
  reserveMb: number,
  freeBytes: (folder: string) => number = freeBytesOf,
): DiskSpace {
  return { isLow: () => freeBytes(folder) < reserveMb * MEGABYTE };
}

function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

export const DISK_IS_FULL =
  'The disk that holds the data is nearly full: nothing new is taken until there is room. Nothing is lost.';
