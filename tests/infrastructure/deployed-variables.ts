import * as z from 'zod';
import type { FunctionName } from '../../lib/infrastructure/bundling.ts';
import { ofType, type Synthesised } from './synthesised.ts';

const functionProperties = z.object({
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});

/** The function's logical id and its properties. */
export function functionNamed({ resources }: Synthesised, name: FunctionName) {
  const start = `Functions${name[0]?.toUpperCase()}${name.slice(1)}Function`;
  const found = ofType(resources, 'AWS::Lambda::Function').find(([id]) => id.startsWith(start));
  if (!found) throw new Error(`no function ${name} in the template`);
  return { id: found[0], properties: found[1].Properties };
}

/**
 * What the function finds in its environment once CloudFormation has put values in the place of references:
 * here each reference becomes the value that `resolve` gives it, or one of the right form.
 */
export function deployedVariables(
  stack: Synthesised,
  name: FunctionName,
  resolve: (reference: string) => string = (reference) => standIn(reference),
): Record<string, string> {
  const { Variables } = functionProperties.parse(functionNamed(stack, name).properties).Environment;
  return Object.fromEntries(
    Object.entries(Variables).map(([variable, value]) => [variable, textOf(value, resolve)]),
  );
}

const join = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });
const reference = z.union([
  z.object({ Ref: z.string() }).transform(({ Ref }) => Ref),
  z
    .object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })
    .transform((value) => value['Fn::GetAtt'].join('.')),
]);

function textOf(value: unknown, resolve: (reference: string) => string): string {
  if (typeof value === 'string') return value;
  const joined = join.safeParse(value);
  if (joined.success) {
    const [separator, parts] = joined.data['Fn::Join'];
    return parts.map((part) => textOf(part, resolve)).join(separator);
  }
  return resolve(reference.parse(value));
}

/** Values of the form that AWS gives them. */
export function standIn(
  id: string,
  {
    sqs = 'https://sqs.eu-west-2.amazonaws.com',
    site = 'https://abc123.execute-api.eu-west-2.amazonaws.com',
  }: { sqs?: string | undefined; site?: string | undefined } = {},
): string {
  if (id.includes('Queue') || id.startsWith('SendingSimulated')) return `${sqs}/123456789012/${id}`;
  if (id.includes('ApiEndpoint')) return site;
  return id;
}
