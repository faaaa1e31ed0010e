import { type CourseMap, courseFrom, LEVELS, type Level, type Stage } from '../domain/course.ts';
import type { StageSource, StagesSource } from './course-schemas.ts';
import type { Finding } from './findings.ts';
import type { ProgrammeRules } from './programme-rules.ts';
import type { SourceFile } from './source-file.ts';

/** @throws where the stage has no entry; `checkStages` has asked for each that the map names. */
export function stageTextOf(stages: StagesSource, stage: Stage): StageSource {
  const text = stages[stage];
  if (text === undefined) throw new Error(`stages.yaml has no ${stage}`);
  return text;
}

/** Whether each stage, level and on-ramp session of the map has its words and its limits: without them nothing compiles. */
export function checkStages(
  map: CourseMap,
  stages: SourceFile<StagesSource>,
  rules: SourceFile<ProgrammeRules>,
): Finding[] {
  const course = courseFrom(map);
  const missing = (file: string, key: string, what: string): Finding => ({
    ...{ file, line: 1, rule: 'present' },
    message: `${what} has no entry here; write ${key}`,
  });
  const lacks = (key: string, what: string, inStages: boolean, inRules: boolean) => [
    ...(inStages ? [] : [missing(stages.file, key, what)]),
    ...(inRules ? [] : [missing(rules.file, key.startsWith('S') ? `stages.${key}` : key, what)]),
  ];
  const used = [...new Set(map.sessions.map(({ stage }) => stage))];
  return [
    ...used.flatMap((stage) =>
      lacks(
        stage,
        `stage ${stage}`,
        stages.data[stage] !== undefined,
        rules.data.stages[stage] !== undefined,
      ),
    ),
    ...levelsIn(map).flatMap((level) =>
      lacks(
        `levels.${level}`,
        `level ${level} of the loop`,
        stages.data.levels[level] !== undefined,
        rules.data.levels[level] !== undefined,
      ),
    ),
    ...course.onRamp.flatMap((id) =>
      lacks(
        `on-ramp.${id}`,
        `session ${id} of the on-ramp`,
        stages.data['on-ramp'][id] !== undefined,
        rules.data['on-ramp'][id] !== undefined,
      ),
    ),
  ];
}

/** The levels at which the loop's sessions exist. */
export function levelsIn({ levels }: Pick<CourseMap, 'levels'>): readonly Level[] {
  return LEVELS.filter((level) => level <= (levels?.highest ?? 0));
}
