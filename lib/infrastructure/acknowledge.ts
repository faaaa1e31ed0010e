import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Says of findings of cdk-nag why they stand: rule to reason, for this construct and all below it. */
export function acknowledge(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  for (const [id, reason] of Object.entries(reasons)) Validations.of(construct).acknowledge({ id, reason });
}
