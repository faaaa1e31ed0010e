/** One thing that is wrong in the coach's files, and where. */
export interface Finding {
  /** Path from the project's root. */
  file: string;
  /** From 1; 0 when the whole file is meant. */
  line: number;
  rule: string;
  message: string;
}

/** As editors and CI show it: `templates/course/tips/m01.md:7 words: says "pram"`. */
export function printFinding(finding: Finding): string {
  return `${finding.file}:${finding.line} ${finding.rule}: ${finding.message}`;
}

/** The coach's files are not fit to be built. */
export class UnsafeCourse extends Error {
  readonly findings: readonly Finding[];
  constructor(findings: readonly Finding[]) {
    super(findings.map(printFinding).join('\n'));
    this.name = 'UnsafeCourse';
    this.findings = findings;
  }
}
