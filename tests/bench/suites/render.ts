import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Handlebars from 'handlebars';
import mjml2html from 'mjml';
import type { LessonView } from '../../../lib/adapters/letters/lesson-view.ts';
import { lessonViewsFrom } from '../../../lib/adapters/letters/letters.ts';
import { NO_PICTURES } from '../../../lib/adapters/letters/pictures.ts';
import { readBrand } from '../../../lib/brand/brand.ts';
import { ownCourse } from '../../../lib/brand/course-folder.ts';
import { withTokens } from '../../../lib/brand/fill.ts';
import { readTokens } from '../../../lib/brand/tokens.ts';
import {
  COURSE,
  EVERY_SESSION,
  letterFor,
  POSTAL_ADDRESS,
  readEdition,
  sampleLetters,
} from '../../adapters/letters/sample-letters.ts';
import { spent } from '../cpu.ts';
import { type Figure, figure, median } from '../figure.ts';
import { reactEmail } from '../react-email.ts';

const ROUNDS = 7;
const EACH = EVERY_SESSION.map((which) => letterFor(which));

/** HTML, text and subject of a lesson: ours, MJML compiled for each mail, and react-email writing an equal one. */
export async function render(): Promise<Figure[]> {
  const views = lessonViewsFrom({
    course: COURSE,
    edition: readEdition,
    pictures: NO_PICTURES,
    postalAddress: POSTAL_ADDRESS,
    review: null,
  });
  const filled = EACH.map((letter) => views(letter));
  const letters = sampleLetters();
  const warm = await msEach(20, () => EACH.map((letter) => letters.lesson(letter)));
  const first = await msEach(1, () => {
    const fresh = sampleLetters();
    for (const letter of EACH) fresh.lesson(letter);
  });
  const mjml = await msEach(
    1,
    async () => {
      for (const view of filled.slice(0, 8)) await mjmlAtSendTime(view);
    },
    8,
  );
  const react = await msEach(
    1,
    async () => {
      for (const view of filled.slice(0, 20)) await reactEmail(view);
    },
    20,
  );
  const per = 'a lesson: HTML, text and subject, over every session';
  return [
    figure('render', warm, 'ms CPU', per, { what: 'react-email', value: react }),
    figure('render-against-mjml', warm, 'ms CPU', per, { what: 'MJML at send time', value: mjml }),
    figure('render-first', first, 'ms CPU', 'a lesson of a shape that no form is kept of', {
      what: 'react-email',
      value: react,
    }),
  ];
}

async function msEach(rounds: number, work: () => unknown, count = EACH.length): Promise<number> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { cpuMs } = await spent(async () => {
      for (let again = 0; again < rounds; again += 1) await work();
    });
    times.push(cpuMs / rounds / count);
  }
  return median(times);
}

const ROOT = join(import.meta.dirname, '../../..');
const { look, brand } = ownCourse(ROOT);
/** With the look of the course: without it colours and sizes are no CSS. */
const MJML = withTokens(
  withIncludes('templates/emails/lesson.mjml'),
  readTokens(join(ROOT, look)),
  readBrand(join(ROOT, brand)),
);
const TEXT = readFileSync(join(ROOT, 'templates/emails/lesson.txt'), 'utf8');
Handlebars.registerHelper('rich', ({ html }: { html: string }) => new Handlebars.SafeString(html));
Handlebars.registerHelper('upper', (said: string) => said.toUpperCase());
const text = Handlebars.compile(TEXT, { noEscape: true });

/** What most senders on MJML do: the mail's MJML is compiled, then filled, for each mail. */
export async function mjmlAtSendTime(view: LessonView): Promise<{ html: string; text: string }> {
  const { html } = await mjml2html(MJML, { keepComments: false });
  return { html: Handlebars.compile(html)(view), text: text(view) };
}

function withIncludes(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8').replace(
    /<mj-include path="([^"]+)" \/>/g,
    (_, path: string) => withIncludes(join(dirname(file), path)),
  );
}
