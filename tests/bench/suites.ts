import type { Figure } from './figure.ts';

/** What is measured, in the order of the table; each file is loaded only in the process that runs it. */
export const SUITES: Readonly<Record<string, () => Promise<Figure[]>>> = {
  render: async () => (await import('./suites/render.ts')).render(),
  deliver: async () => (await import('./suites/deliver.ts')).deliver(),
  pace: async () => (await import('./suites/pace.ts')).pace(),
  dispatch: async () => (await import('./suites/dispatch.ts')).dispatch(),
  backlog: async () => (await import('./suites/backlog.ts')).backlog(),
  web: async () => (await import('./suites/web.ts')).web(),
  bundles: async () => (await import('./suites/bundles.ts')).bundles(),
  cost: async () => (await import('./suites/cost.ts')).cost(),
  simulation: async () => (await import('./suites/simulation.ts')).simulation(),
};
