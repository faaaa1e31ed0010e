import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type StdinOptions } from 'esbuild';
import { keepsContentBeside, layContentBeside, takesFrom } from './content-beside.ts';

/** The functions of docs/rules/data.md#functions, the one that turns the token keys, and the canary; each is `lambdas/<name>/handler.ts` and exports `handler`. */
export const FUNCTIONS = [
  'web',
  'training',
  'enrol',
  'dispatch',
  'deliver',
  'record',
  'reconcile',
  'rotate',
  'canary',
] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** Functions that write lessons or pages: the editions of the course lie beside their code. */
const READS_THE_COURSE: ReadonlySet<FunctionName> = new Set(['web', 'training', 'enrol', 'deliver']);

/**
 * Bundles every function into `<outdir>/<name>/index.mjs` with its source map: what is deployed, what the
 * tests boot, and what the benchmark weighs. The lessons and pages must be compiled first (`npm run build`), into `built`.
 * Answers how many modules went into each.
 */
export async function bundleFunctions(
  outdir: string,
  built = '.build',
): Promise<Readonly<Record<FunctionName, number>>> {
  const modules = {
    web: 0,
    training: 0,
    enrol: 0,
    dispatch: 0,
    deliver: 0,
    record: 0,
    reconcile: 0,
    rotate: 0,
    canary: 0,
  };
  for (const name of FUNCTIONS) {
    rmSync(join(outdir, name), { recursive: true, force: true });
    modules[name] = await bundleOf(`lambdas/${name}/handler.ts`, join(outdir, name), built);
    if (READS_THE_COURSE.has(name)) {
      cpSync(join(built, 'course'), join(outdir, name, 'course'), { recursive: true });
      for (const file of ['pictures.json', 'brand-pictures.json'])
        cpSync(join(built, file), join(outdir, name, file));
    }
    if (name === 'web') {
      cpSync(join(built, 'assets.json'), join(outdir, name, 'assets.json'));
      cpSync(join(built, 'help'), join(outdir, name, 'help'), { recursive: true });
    }
  }
  return modules;
}

/**
 * Packages that the SDK imports only when the environment holds no credentials: it looks there first, as its guide
 * says, and there Lambda puts them. Left out, a function is 130 KB smaller. Were one ever asked for, its import would fail.
 */
const OTHER_CREDENTIALS = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
] as const;

/** Bundles a file, or a text that stands for one, in the way of every function; answers how many modules went in. */
export async function bundleOf(
  source: string | StdinOptions,
  folder: string,
  built = '.build',
): Promise<number> {
  const { metafile } = await build({
    metafile: true,
    ...(typeof source === 'string' ? { entryPoints: [source] } : { stdin: source }),
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    mainFields: ['module', 'main'],
    legalComments: 'none',
    external: [...OTHER_CREDENTIALS],
    plugins: [keepsContentBeside, takesFrom(built)],
    logLevel: 'warning',
  });
  const outputs = Object.values(metafile.outputs);
  layContentBeside(
    folder,
    outputs.flatMap(({ imports }) => imports.map(({ path }) => path)),
    built,
  );
  return outputs.flatMap(({ inputs }) => Object.values(inputs)).filter((part) => part.bytesInOutput > 0)
    .length;
}
