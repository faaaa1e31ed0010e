import * as z from 'zod';
import type { FunctionName } from '../../lib/infrastructure/bundling.ts';
import type { AwsCall } from './aws-stand-in.ts';
import { functionNamed } from './deployed-variables.ts';
import { ofType, type Synthesised } from './synthesised.ts';

export interface Statement {
  actions: string[];
  resources: unknown[];
  condition: unknown;
}

const roleReference = z.object({ Role: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }) });
const policy = z.object({
  Roles: z.array(z.object({ Ref: z.string() })),
  PolicyDocument: z.object({
    Statement: z.array(
      z
        .object({
          Effect: z.literal('Allow'),
          Action: z.union([z.string().transform((one) => [one]), z.array(z.string())]),
          Resource: z.unknown(),
          Condition: z.unknown().optional(),
        })
        .transform(({ Action, Resource, Condition }) => ({
          actions: Action,
          resources: [Resource].flat(),
          condition: Condition,
        })),
    ),
  }),
});

/** All that the function's role allows. */
export function policyOf(stack: Synthesised, name: FunctionName): Statement[] {
  const role = roleReference.parse(functionNamed(stack, name).properties).Role['Fn::GetAtt'][0];
  return ofType(stack.resources, 'AWS::IAM::Policy')
    .map(([, { Properties }]) => policy.parse(Properties))
    .filter(({ Roles }) => Roles.some(({ Ref }) => Ref === role))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** Of the calls that the function made, those that its role does not allow. */
export function refusedCalls(stack: Synthesised, name: FunctionName, calls: readonly AwsCall[]): AwsCall[] {
  const allowed = policyOf(stack, name).flatMap(({ actions, resources }) =>
    actions.map((action) => ({ action, resources: JSON.stringify(resources) })),
  );
  return calls.filter(
    (call) =>
      !allowed.some(({ action, resources }) => action === call.action && covers(resources, call.resource)),
  );
}

/** Whether the statement's resources name that table, index, queue or secret, by its logical id. */
function covers(resources: string, resource: string): boolean {
  const [name = '', index] = (resource.split('/123456789012/').at(-1) ?? '').split('/index/');
  return resources.includes(`"${name}"`) && (index === undefined || resources.includes(`/index/${index}`));
}
