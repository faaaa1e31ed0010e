import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';

/** A deployed stack; null when there is none of that name in the region (of this shell, where none is given). */
export async function deployedStack(name: string, region?: string): Promise<Stack | null> {
  try {
    const client = new CloudFormationClient(region === undefined ? {} : { region });
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks?.[0] ?? null;
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message))
      return null;
    throw error;
  }
}

/** What the stack says of itself, by name. */
export function outputsOf({ Outputs = [] }: Stack): Record<string, string> {
  return Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}
