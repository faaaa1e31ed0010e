import type { Figure } from './figure.ts';

/** What is measured, in the order of the table; each file is loaded only in the process that runs it. */
export const SUITES: Readonly<Record<string, () => Promise<Figure[]>>> = {
  render: async () => (await import('./suites/render.ts')).render(),
  deliver: async () => (await import('./suites/deliver.ts')).deliver(),
  pace: async () => (await import('./suites/pace.ts')).pace(),
  web: async () => (await import('./suites/web.ts')).web(),
  bundles: async () => (await import('./suites/bundles.ts')).bundles(),
};
