import type { CourseSource } from './course-source.ts';
import type { Finding } from './findings.ts';

/** Wordings of consent that were shown as they stood before, and read otherwise now, or stand there no more. */
export function editedConsents(before: CourseSource, after: CourseSource): Finding[] {
  return after.consents.flatMap(({ file, data: now, lineOf }, place) =>
    (before.consents[place]?.data ?? []).flatMap(({ version, text }) => {
      const at = now.findIndex((one) => one.version === version);
      if (now[at]?.text === text) return [];
      const why = at < 0 ? 'is gone' : 'reads otherwise';
      const message = `version ${version} ${why}, and mothers agreed to it as it was: put it back, and write what is new as a new version at the end`;
      return [{ file, line: at < 0 ? 1 : lineOf([at]), rule: 'consent-edited', message }];
    }),
  );
}
