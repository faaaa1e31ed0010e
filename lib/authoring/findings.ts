/** What every finding is named by; each has a planted fault in the tests. */
type CheckName =
  | 'anchor'
  | 'banned'
  | 'blank'
  | 'block'
  | 'consent-edited'
  | 'contrast'
  | 'countries'
  | 'dead-end'
  | 'default-pace-faster'
  | 'dose-over-cap'
  | 'drawing'
  | 'early'
  | 'easier'
  | 'easier-week'
  | 'effort'
  | 'exit-without-text'
  | 'exits'
  | 'fallback-ahead'
  | 'fence-leak'
  | 'file-name'
  | 'gate-ends-early'
  | 'gate-without-fallback'
  | 'gate-without-text'
  | 'growth'
  | 'help'
  | 'help-link'
  | 'impact'
  | 'impact-not-optional'
  | 'kit'
  | 'letter'
  | 'level'
  | 'load'
  | 'minutes'
  | 'missing'
  | 'moves'
  | 'must-say'
  | 'name'
  | 'needs'
  | 'no-baby'
  | 'no-stage'
  | 'not-monotone'
  | 'not-translated'
  | 'number-differs'
  | 'number-in-translation'
  | 'number-not-rung'
  | 'number-raw'
  | 'number-unknown'
  | 'number-unused'
  | 'numbers'
  | 'path-gap'
  | 'path-not-open'
  | 'pattern'
  | 'pauses'
  | 'picture'
  | 'plural'
  | 'present'
  | 'reading'
  | 'ready-next'
  | 'return-ahead'
  | 'returns-incomplete'
  | 'returns-too-far-back'
  | 'rung'
  | 'running'
  | 'safety'
  | 'shape'
  | 'subject'
  | 'template'
  | 'tip'
  | 'title'
  | 'twice'
  | 'unknown-country'
  | 'unknown-language'
  | 'unknown-pace'
  | 'unknown-part'
  | 'unknown-session'
  | 'unreached'
  | 'walk'
  | 'warm-up'
  | 'why'
  | 'word-missing'
  | 'word-place'
  | 'word-unused'
  | 'yaml';

/** One thing that is wrong in the coach's files, and where. */
export interface Finding {
  /** Path from the project's root. */
  file: string;
  /** From 1; 0 when the whole file is meant. */
  line: number;
  /** `build`: what was saved could not be built for another reason than its content. */
  rule: CheckName | 'build';
  message: string;
}

/** As editors and CI show it: `templates/course/tips/m01.md:7 words: says "pram"`. */
export function printFinding(finding: Omit<Finding, 'rule'> & { rule: string }): string {
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
