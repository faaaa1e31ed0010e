import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Plugin, transformSync } from 'esbuild';

/**
 * What packages load only in cases that a function never meets: left out, they save 120 KB in each. In Lambda
 * credentials stand in the environment, which the SDK looks at first; and no call of ours streams events.
 */
export const NEVER_LOADED = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
  '@smithy/core/event-streams',
] as const;

/** Files that are loaded and never used, and what stands in: the tests that boot each bundle would show a wrong one. */
const STAND_INS: readonly { file: RegExp; why: string; instead: string }[] = [
  {
    file: /@aws-sdk[\\/]endpoint-cache[\\/]dist-es[\\/]EndpointCache\.js$/,
    why: "DynamoDB's endpoint discovery is off unless asked for, and has one endpoint a region.",
    instead: 'export class EndpointCache {}',
  },
  {
    file: /@aws-sdk[\\/]credential-provider-node[\\/]dist-es[\\/]index\.js$/,
    why: 'Asks one place after the other for credentials; Lambda has one.',
    instead: `export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';`,
  },
  {
    file: /@smithy[\\/]core[\\/].*[\\/]getInstanceMetadataRegion\.js$/,
    why: 'Asks the machine for its region; Lambda says it in the environment.',
    instead: 'export const getInstanceMetadataRegion = async () => undefined;',
  },
  ...['Sha256Js', 'Md5Js'].map((name) => ({
    file: new RegExp(`@smithy[\\\\/]core[\\\\/].*[\\\\/]${name}\\.js$`),
    why: 'Hashes in JavaScript, for where Node has been built without its own.',
    instead: `export class ${name} { constructor() { throw new Error('Node has its own'); } }`,
  })),
  {
    file: /@smithy[\\/]core[\\/].*[\\/]DefaultRateLimiter\.js$/,
    why: "The adaptive retry mode's; every client here has the standard one.",
    instead: 'export class DefaultRateLimiter {}',
  },
  {
    file: /@smithy[\\/]core[\\/].*[\\/]AdaptiveRetryStrategy\.js$/,
    why: 'As above.',
    instead:
      "export class AdaptiveRetryStrategy { constructor() { throw new Error('not in this bundle'); } }",
  },
];

export const standsIn: Plugin = {
  name: 'stands-in',
  setup(bundler) {
    for (const { file, instead } of STAND_INS)
      bundler.onLoad({ filter: file }, ({ path }) => ({ contents: instead, resolveDir: dirname(path) }));
    // The SDK's clients read their version and nothing else out of their package.json.
    bundler.onLoad({ filter: /@aws-sdk[\\/][^\\/]+[\\/]package\.json$/ }, ({ path }) => ({
      contents: JSON.stringify({ version: /"version": *"([^"]+)"/.exec(readFileSync(path, 'utf8'))?.[1] }),
      loader: 'json',
    }));
  },
};

/**
 * The compiled letters and pages are content: they stay files of their own beside the code. Answers for each
 * the path that the code asks for.
 */
export const keepsContentBeside: Plugin = {
  name: 'keeps-content-beside',
  setup(bundler) {
    bundler.onResolve({ filter: /\.build[\\/](letters|pages)\.js$/ }, ({ path }) => ({
      path: `./${basename(path, '.js')}.mjs`,
      external: true,
      sideEffects: false,
    }));
  },
};

/** Lays the content that the bundled code imports beside it. */
export function layContentBeside(folder: string, imported: readonly string[]): void {
  for (const name of ['letters', 'pages']) {
    if (!imported.includes(`./${name}.mjs`)) continue;
    const compiled = readFileSync(join('.build', `${name}.js`), 'utf8');
    writeFileSync(join(folder, `${name}.mjs`), transformSync(compiled, { minify: true, format: 'esm' }).code);
  }
}
