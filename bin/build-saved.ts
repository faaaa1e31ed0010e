import { courseFolder } from '../lib/brand/course-folder.ts';
import { type Built, buildCourseFolder } from '../lib/desk/build-course-folder.ts';

// `npm start` keeps this beside the course: it has the compilers loaded, and builds what was saved whenever it is asked.
let turn = Promise.resolve();
process.on('message', () => {
  turn = turn.then(build);
});

/** Words first: what is drawn anew takes seconds, and a page waits for it only where it shows it. */
async function build(): Promise<void> {
  const words = await answerOf(() => buildCourseFolder(courseFolder(), { later: 'drawings' }));
  process.send?.(words);
  if (words.kind === 'broken') return;
  process.send?.(await answerOf(() => buildCourseFolder(courseFolder(), { only: ['drawings'] })));
}

async function answerOf(work: () => Promise<Built>): Promise<Built> {
  try {
    return await work();
  } catch (error) {
    return {
      kind: 'broken',
      findings: [{ file: 'templates', line: 1, rule: 'build', message: String(error) }],
    };
  }
}
