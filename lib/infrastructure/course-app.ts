import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CourseStack } from './course-stack.ts';
import { type DeploymentSettings, parseDeployments } from './settings.ts';

interface CourseAppProps extends AppProps {
  readonly deployments: readonly DeploymentSettings[];
  /** Folder with the bundle of each function. */
  readonly bundles: string;
  readonly pictures?: string;
}

/** One stack for each deployment, held against cdk-nag's AWS Solutions rules: a finding stops the synthesis. */
export class CourseApp extends App {
  constructor({ deployments, bundles, pictures, ...props }: CourseAppProps) {
    super(props);
    for (const settings of parseDeployments(deployments)) {
      new CourseStack(this, `StrongWeeks-${settings.deployment}`, {
        description: `Strong Weeks, deployment ${settings.deployment}`,
        env: { region: settings.region, ...(settings.account ? { account: settings.account } : {}) },
        tags: { service: 'strong-weeks', deployment: settings.deployment },
        settings,
        bundles,
        ...(pictures ? { pictures } : {}),
      });
    }
    Validations.of(this).addPlugins(new AwsSolutionsChecks(this));
  }
}
