import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CourseStack } from './course-stack.ts';
import {
  checkNumbers,
  checkReview,
  type DeploymentSettings,
  parseDeployments,
  type Settings,
} from './settings.ts';

interface CourseAppProps extends AppProps {
  readonly deployments: readonly DeploymentSettings[];
  /** The one that is built when the command line names none (`-c deployment=…`). Missing: all. */
  readonly byDefault?: string;
  /** Of the course as it is built: what a review must be of. */
  readonly courseHash: string;
  /** Parts of it that nobody signed as they stand, a line each. Missing: none. */
  readonly unsigned?: readonly string[];
  /** Help numbers that nobody has rung for half a year, a line each. Missing: none. */
  readonly notRung?: readonly string[];
  /** Folder with the bundle of each function. */
  readonly bundles: string;
  readonly pictures?: string;
  /** Version and commit that are built. */
  readonly release: string;
}

/** One stack for each chosen deployment, held against cdk-nag's AWS Solutions rules: a finding stops the synthesis. */
export class CourseApp extends App {
  /** Of each stack that is built. */
  readonly settings: readonly Settings[];

  constructor({
    deployments,
    byDefault,
    courseHash,
    unsigned,
    notRung,
    bundles,
    pictures,
    release,
    ...props
  }: CourseAppProps) {
    super(props);
    this.settings = parseDeployments(deployments, this.named('deployment') ?? byDefault);
    for (const settings of this.settings) {
      checkReview(settings, courseHash, unsigned ?? []);
      checkNumbers(settings, notRung ?? []);
      new CourseStack(this, `StrongWeeks-${settings.deployment}`, {
        description: `${settings.from.name}, deployment ${settings.deployment}`,
        env: { region: settings.region, ...(settings.account ? { account: settings.account } : {}) },
        terminationProtection: settings.deployedOn !== undefined,
        tags: { service: 'strong-weeks', deployment: settings.deployment },
        settings,
        bundles,
        release,
        ...(pictures ? { pictures } : {}),
      });
    }
    Validations.of(this).addPlugins(new AwsSolutionsChecks(this));
  }

  /** What of the settings that stand may be lost by this deployment: `-c accept=deployedOn,webDomain`. */
  accepted(): string[] {
    return this.named('accept')?.split(',') ?? [];
  }

  private named(key: 'deployment' | 'accept'): string | undefined {
    const value: unknown = this.node.tryGetContext(key);
    return typeof value === 'string' ? value : undefined;
  }
}
