import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { FUNCTIONS } from '../../lib/infrastructure/bundling.ts';
import { CourseApp } from '../../lib/infrastructure/course-app.ts';
import type { DeploymentSettings } from '../../lib/infrastructure/settings.ts';
import { temporaryFolder } from './temporary-folder.ts';

export function someSettings(overrides: Partial<DeploymentSettings> = {}): DeploymentSettings {
  return {
    deployment: 'live',
    trial: true,
    region: 'eu-west-2',
    sendingDomain: 'weeks.example.org',
    from: { name: 'Strong Weeks', address: 'hello@weeks.example.org' },
    replyTo: 'reply@example.org',
    postalAddress: '1 Example Street, London N1 1AA, United Kingdom',
    alarmAddress: 'operator@example.org',
    sendRatePerSecond: 50,
    dailyQuota: 100_000,
    ...overrides,
  };
}

/** What a stack leaves behind, as settings take it up again. */
export const LEFT_BEHIND = {
  keyArn: 'arn:aws:kms:eu-west-2:123456789012:key/0f0f',
  subscribersTable: 'old-subscribers',
  suppressionsTable: 'old-suppressions',
  tokenKeysSecretArn: 'arn:aws:secretsmanager:eu-west-2:123456789012:secret:old-token-keys-a1B2c3',
  addressKeySecretArn: 'arn:aws:secretsmanager:eu-west-2:123456789012:secret:old-address-key-a1B2c3',
};

const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
});
export type Resource = z.infer<typeof resource>;

const templateSchema = z.object({
  Resources: z.record(z.string(), resource),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })),
});

export interface Synthesised {
  template: Template;
  resources: Readonly<Record<string, Resource>>;
  outputs: Readonly<Record<string, { Value: unknown }>>;
  outdir: string;
}

/**
 * The template of the first deployment, synthesised with the flags of cdk.json. Without `bundles` the functions
 * hold nothing, which is quick.
 */
export function synthesise(
  deployments: DeploymentSettings[] = [someSettings()],
  options: AppOptions = {},
): Synthesised {
  // AWS's schemas have a test of their own; here they would only take time.
  const app = courseApp(deployments, { ...options, builtinCloudFormationValidation: false });
  const stack = Stack.of(app.node.findChild(`StrongWeeks-${deployments[0]?.deployment}`));
  const template = Template.fromStack(stack);
  const { Resources, Outputs } = templateSchema.parse(template.toJSON());
  return { template, resources: Resources, outputs: Outputs, outdir: app.outdir };
}

export interface AppOptions {
  bundles?: string;
  pictures?: string;
  builtinCloudFormationValidation?: boolean;
  courseHash?: string;
  unsigned?: readonly string[];
  byDefault?: string;
  context?: Record<string, unknown>;
}

/** The app as bin/app.ts makes it, not yet synthesised. */
export function courseApp(
  deployments: DeploymentSettings[],
  { bundles = emptyBundles(), courseHash = 'a1b2', context = {}, ...options }: AppOptions = {},
): CourseApp {
  return new CourseApp({
    deployments,
    bundles,
    courseHash,
    release: '0.0.0',
    outdir: temporaryFolder('cdk'),
    context: { ...flags(), ...context },
    ...options,
  });
}

/** The resources of one type, by logical id. */
export function ofType(resources: Synthesised['resources'], type: string): [string, Resource][] {
  return Object.entries(resources).filter(([, { Type }]) => Type === type);
}

function flags(): Record<string, unknown> {
  const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });
  return cdkJson.parse(JSON.parse(readFileSync('cdk.json', 'utf8'))).context;
}

function emptyBundles(): string {
  const folder = temporaryFolder('bundles');
  for (const name of FUNCTIONS) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.mjs'), `export const handler = () => '${name}';\n`);
  }
  return folder;
}
