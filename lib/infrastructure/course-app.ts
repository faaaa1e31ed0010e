import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CourseStack } from './course-stack.ts';
import { checkReview, type DeploymentSettings, parseDeployments } from './settings.ts';

interface CourseAppProps extends AppProps {
  readonly deployments: readonly DeploymentSettings[];
  /** The one that is built when the command line names none (`-c deployment=…`). Missing: all. */
  readonly byDefault?: string;
  /** Of the course as it is built: what a review must be of. */
  readonly courseHash: string;
  /** Folder with the bundle of each function. */
  readonly bundles: string;
  readonly pictures?: string;
}

/** One stack for each chosen deployment, held against cdk-nag's AWS Solutions rules: a finding stops the synthesis. */
export class CourseApp extends App {
  constructor({ deployments, byDefault, courseHash, bundles, pictures, ...props }: CourseAppProps) {
    super(props);
    for (const settings of parseDeployments(deployments, this.chosen(byDefault))) {
      checkReview(settings, courseHash);
      new CourseStack(this, `StrongWeeks-${settings.deployment}`, {
        description: `${settings.from.name}, deployment ${settings.deployment}`,
        env: { region: settings.region, ...(settings.account ? { account: settings.account } : {}) },
        terminationProtection: settings.deployedOn !== undefined,
        tags: { service: 'strong-weeks', deployment: settings.deployment },
        settings,
        bundles,
        ...(pictures ? { pictures } : {}),
      });
    }
    Validations.of(this).addPlugins(new AwsSolutionsChecks(this));
  }

  private chosen(byDefault: string | undefined): string | undefined {
    const named: unknown = this.node.tryGetContext('deployment');
    return typeof named === 'string' ? named : byDefault;
  }
}
