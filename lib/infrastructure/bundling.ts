import { cpSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

/** The functions of design section 3; each is `lambdas/<name>.ts` and exports `handler`. */
export const FUNCTIONS = ['web', 'enrol', 'dispatch', 'deliver', 'record', 'reconcile'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** Functions that write lessons or pages: the editions of the course lie beside their code. */
const READS_THE_COURSE: ReadonlySet<FunctionName> = new Set(['web', 'enrol', 'deliver']);

/**
 * Packages that are CommonJS (the MIME composer) call `require` for Node's own modules, which an ES module
 * does not have.
 */
const BANNER = "import{createRequire as r}from'node:module';const require=r(import.meta.url);";

/**
 * In Lambda credentials stand in the environment, which the SDK looks at first. The other ways to come by them are
 * loaded only when it finds none: left out, they save 110 KB in each function.
 */
const OTHER_CREDENTIALS = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

/** The MIME composer's table of file types, 40 KB: our mails have two parts of a given type and no file. */
const noFileTypes: Plugin = {
  name: 'no-file-types',
  setup(bundler) {
    bundler.onLoad({ filter: /nodemailer[\\/]dist[\\/]esm[\\/]mime-funcs[\\/]mime-types\.js$/ }, () => ({
      contents: `
        export const detectMimeType = () => 'application/octet-stream';
        export const detectExtension = () => 'bin';`,
    }));
  },
};

/**
 * Bundles every function into `<outdir>/<name>/index.mjs` with its source map: what is deployed, what the
 * tests boot, and what the benchmark weighs. The lessons and pages must be compiled first (`npm run build`).
 */
export async function bundleFunctions(outdir: string): Promise<void> {
  for (const name of FUNCTIONS) {
    rmSync(join(outdir, name), { recursive: true, force: true });
    await build({
      entryPoints: [`lambdas/${name}.ts`],
      outfile: join(outdir, name, 'index.mjs'),
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'esm',
      minify: true,
      // Names of errors and functions stand in logs.
      keepNames: true,
      sourcemap: true,
      sourcesContent: false,
      mainFields: ['module', 'main'],
      external: OTHER_CREDENTIALS,
      plugins: [noFileTypes],
      banner: { js: BANNER },
      logLevel: 'warning',
    });
    if (READS_THE_COURSE.has(name)) {
      cpSync('.build/course', join(outdir, name, 'course'), { recursive: true });
      cpSync('.build/pictures.json', join(outdir, name, 'pictures.json'));
    }
    if (name === 'web') cpSync('.build/pictures', join(outdir, name, 'pictures'), { recursive: true });
  }
}

/** Bytes of the files of one bundle: its JavaScript, and all it ships without the source map. */
export function bundleSize(outdir: string, name: FunctionName): { js: number; all: number } {
  const folder = join(outdir, name);
  let all = 0;
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const stat = statSync(join(folder, file));
    if (stat.isFile() && !file.endsWith('.map')) all += stat.size;
  }
  return { js: statSync(join(folder, 'index.mjs')).size, all };
}
