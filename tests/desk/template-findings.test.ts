import { expect, test } from 'vitest';
import { ownCourse } from '../../lib/brand/course-folder.ts';
import { findingsOf } from '../../lib/desk/template-findings.ts';

const folder = ownCourse();

test.each(['pictures', 'course', 'pages'] as const)(
  'a slip in the look or the brand is told in its own file, whichever step meets it: %s',
  (step) => {
    const files = ['tokens.yaml', 'brand.yaml'].map(
      (name) => findingsOf(new Error(`${name}: a colon too many at line 3`), folder, step)[0],
    );
    expect(files).toMatchObject([
      { file: folder.look, line: 3 },
      { file: folder.brand, line: 3 },
    ]);
  },
);
