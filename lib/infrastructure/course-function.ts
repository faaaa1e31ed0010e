import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type * as z from 'zod/mini';
import { bind, type DeployedEnvironment } from './access.ts';
import { acknowledge } from './acknowledge.ts';
import type { FunctionName } from './bundling.ts';

interface CourseFunctionProps<Schema extends z.ZodMiniObject> {
  readonly entry: FunctionName;
  /** Says in the console what it is for. */
  readonly description: string;
  /** Folder with the bundle of each function; see `bundling.ts`. */
  readonly bundles: string;
  readonly memorySize: number;
  readonly timeout: Duration;
  /** Calls at once that are kept free for it, and that it never exceeds. */
  readonly reservedConcurrency?: number | undefined;
  /** Every variable of the function's schema, with the leave that goes with it. */
  readonly environment: DeployedEnvironment<Schema>;
}

/**
 * One function: its bundle, a role that may do what its variables stand for and nothing else, and a log that
 * ends after a month.
 */
export class CourseFunction<Schema extends z.ZodMiniObject> extends Construct {
  readonly fn: lambda.Function;

  constructor(scope: Construct, id: string, props: CourseFunctionProps<Schema>) {
    super(scope, id);
    const log = new logs.LogGroup(this, 'Log', {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    });
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [log.logGroupArn],
      }),
    );
    acknowledge(role, {
      'AwsSolutions-IAM5[Resource::*]': 'X-Ray takes traces for no resource but "*"; nothing else here does.',
    });

    this.fn = new lambda.Function(this, 'Function', {
      description: props.description,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(`${props.bundles}/${props.entry}`),
      memorySize: props.memorySize,
      timeout: props.timeout,
      ...(props.reservedConcurrency === undefined
        ? {}
        : { reservedConcurrentExecutions: props.reservedConcurrency }),
      role,
      logGroup: log,
      tracing: lambda.Tracing.ACTIVE,
      environment: { NODE_OPTIONS: nodeOptions(props.memorySize) },
    });
    bind(this.fn, props.environment);
  }
}

/** Up to so many megabytes garbage is collected early: deliver then takes 125 MB in place of 300. */
const SMALL_MB = 256;
/**
 * What the heap may grow to there; the rest is Node's own and the connections'. Lambda sets both limits by itself, but
 * neither where one of them is given.
 */
const HEAP_PART = 0.625;

function nodeOptions(memorySize: number): string {
  if (memorySize > SMALL_MB) return '--enable-source-maps';
  return `--enable-source-maps --max-semi-space-size=2 --max-old-space-size=${memorySize * HEAP_PART}`;
}
