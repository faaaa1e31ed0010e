import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type Plugin, transformSync } from 'esbuild';

/**
 * The compiled letters and pages are content: they stay files of their own beside the code. Answers for each
 * the path that the code asks for.
 */
export const keepsContentBeside: Plugin = {
  name: 'keeps-content-beside',
  setup(bundler) {
    bundler.onResolve({ filter: /\.build[\\/](letters|pages|training-pages)\.js$/ }, ({ path }) => ({
      path: `./${basename(path, '.js')}.mjs`,
      external: true,
      sideEffects: false,
    }));
  },
};

/** What else was built of a course is bundled from where it was built to. */
export function takesFrom(built: string): Plugin {
  return {
    name: 'takes-from',
    setup(bundler) {
      bundler.onResolve({ filter: /\.build[\\/](brand|course-map|words)\.js$/ }, ({ path }) => ({
        path: resolve(built, basename(path)),
      }));
    },
  };
}

/** Lays the content that the bundled code imports beside it. */
export function layContentBeside(folder: string, imported: readonly string[], built: string): void {
  for (const name of ['letters', 'pages', 'training-pages']) {
    if (!imported.includes(`./${name}.mjs`)) continue;
    const compiled = readFileSync(join(built, `${name}.js`), 'utf8');
    writeFileSync(join(folder, `${name}.mjs`), transformSync(compiled, { minify: true, format: 'esm' }).code);
  }
}
