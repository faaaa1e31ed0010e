import type { CourseSource } from './course-source.ts';
import type { Finding } from './findings.ts';

/** Whether the texts that must name who writes to her do: what she agrees to, and the mail that asks whether it was she. */
export function checkName({ name, consents, letters }: CourseSource): Finding[] {
  const agreedTo = consents.map(({ file, data, lineOf }) => {
    const last = data.length - 1;
    return { file, line: lineOf([last, 'text']), text: data[last]?.text ?? '', what: 'what she agrees to' };
  });
  const at = ['confirmation', 'text'];
  const { file, data, lineOf } = letters;
  const mail = { file, line: lineOf(at), text: data.confirmation.text, what: 'the mail that asks her' };
  return [...agreedTo, mail]
    .filter(({ text }) => !text.includes(name))
    .map(({ file, line, what }) => ({
      ...{ file, line, rule: 'name' },
      message: `${what} does not name ${name}, as brand.yaml calls the course; a consent that nobody was shown yet may be changed, another gets a new version`,
    }));
}
