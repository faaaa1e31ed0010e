import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { picturesIn } from '../adapters/letters/built-course.ts';
import type { CourseTexts } from '../adapters/letters/letters.ts';
import { NO_PICTURES } from '../adapters/letters/pictures.ts';
import {
  type CompiledCourse,
  checkCompiled,
  compileCourse,
  compiledLetters,
} from '../authoring/build-course.ts';
import type { CourseSource } from '../authoring/course-source.ts';
import type { Finding } from '../authoring/findings.ts';
import { ParsedFiles } from '../authoring/source-file.ts';
import { type Brand, readBrand } from '../brand/brand.ts';
import type { CourseFolder } from '../brand/course-folder.ts';
import { tokensCss } from '../brand/css.ts';
import { readTokens } from '../brand/tokens.ts';
import { type Course, courseFrom } from '../domain/course.ts';
import type { Letters } from '../ports/letters.ts';
import { buildCourseFolder } from './build-course-folder.ts';
import { besideTemplates, findingsOf, templateFindings } from './template-findings.ts';
import { watchCourse } from './watch-course.ts';

/** The course as its files say it, with its letters. */
export interface WorkingCourse {
  source: CourseSource;
  course: Course;
  letters: Letters;
  /** What pages are written from. */
  texts: CourseTexts;
  brand: Brand;
  /** The colours of its look. */
  css: string;
}

/** What a listener is told: new words can be read, or what there is to mend is known. */
export type Change = 'words' | 'findings';

/** The course as its files stand now: compiled again whenever one of them changes. */
export interface LiveCourse {
  folder: CourseFolder;
  /** As the files last read; null while they never did. */
  now(): WorkingCourse | null;
  /** What there is to mend. */
  findings(): readonly Finding[];
  /** What there would be to mend with these files saved so. */
  findingsWith(edited: ReadonlyMap<string, string>): Promise<readonly Finding[]>;
  /** Reads the files again, without waiting for the watcher; answers when new words can be read. */
  refresh(): Promise<void>;
  pictureFiles(): readonly string[];
  /** Calls `tell` at each change, until the answer is called. */
  listen(tell: (change: Change) => void): () => void;
  /** Waits until nothing is being compiled or checked. */
  settled(): Promise<void>;
  close(): void;
}

const SITE = 'https://course.example';
/** Files that pictures and pages are built from. */
const DRAWN =
  /\/pictures\/|\/brand\/|\/poses\/|\/pages\/|\/words\/|tokens\.yaml$|brand\.yaml$|consent\.yaml$/;

/** Never throws for what stands in the files: a course that does not read is shown as what there is to mend. */
export async function liveCourse(folder: CourseFolder): Promise<LiveCourse> {
  const live = new Live(folder);
  await live.begin();
  return live;
}

class Live implements LiveCourse {
  readonly folder: CourseFolder;
  readonly #parsed = new ParsedFiles();
  readonly #listeners = new Set<(change: Change) => void>();
  #words: WorkingCourse | null = null;
  /** What there is to mend in drawings, pages and the brand. */
  #aside: readonly Finding[] = [];
  #findings: readonly Finding[] = [];
  #work: Promise<void> = Promise.resolve();
  #stopWatching: () => void = () => undefined;

  constructor(folder: CourseFolder) {
    this.folder = folder;
  }

  async begin(): Promise<void> {
    this.#stopWatching = watchCourse(this.folder, (files) => {
      if (files.some((file) => DRAWN.test(file))) void this.#inTurn(() => this.#drawAgain());
      void this.refresh();
    });
    await this.#inTurn(() => this.#drawAgain());
    await this.refresh();
  }

  now(): WorkingCourse | null {
    return this.#words;
  }

  findings(): readonly Finding[] {
    return this.#findings;
  }

  findingsWith(edited: ReadonlyMap<string, string>): Promise<readonly Finding[]> {
    return checked(this.folder, this.#parsed, edited);
  }

  async refresh(): Promise<void> {
    await this.#inTurn(() => this.#read());
    void this.#inTurn(async () => {
      this.#findings = besideTemplates(this.#aside, await checked(this.folder, this.#parsed));
      this.#tell('findings');
    });
  }

  pictureFiles(): readonly string[] {
    return pngNames(join(this.folder.built, 'pictures'));
  }

  listen(tell: (change: Change) => void): () => void {
    this.#listeners.add(tell);
    return () => this.#listeners.delete(tell);
  }

  settled(): Promise<void> {
    return this.#work;
  }

  close(): void {
    this.#stopWatching();
  }

  async #read(): Promise<void> {
    try {
      const compiled = await compileCourse(this.folder, { parsed: this.#parsed });
      this.#words = await workingCourse(compiled, this.folder);
    } catch (error) {
      this.#findings = besideTemplates(this.#aside, findingsOf(error, this.folder, 'course'));
    }
    this.#tell('words');
  }

  async #drawAgain(): Promise<void> {
    const built = await buildCourseFolder(this.folder, { only: ['pictures', 'drawings'] });
    this.#aside = built.kind === 'broken' ? built.findings : await templateFindings(this.folder);
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  #inTurn(step: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(step, step);
    return this.#work;
  }
}

async function checked(
  folder: CourseFolder,
  parsed: ParsedFiles,
  edited?: ReadonlyMap<string, string>,
): Promise<readonly Finding[]> {
  try {
    const compiled = await compileCourse(folder, { parsed, ...(edited ? { edited } : {}) });
    return await checkCompiled(compiled, folder.built, false);
  } catch (error) {
    return findingsOf(error, folder, 'course');
  }
}

async function workingCourse(compiled: CompiledCourse, folder: CourseFolder): Promise<WorkingCourse> {
  const { root, built, brand, look } = folder;
  const manifest = join(built, 'pictures.json');
  const pictures = existsSync(manifest) ? picturesIn(manifest, `${SITE}/pictures`) : NO_PICTURES;
  const course = courseFrom(compiled.source.map.map);
  return {
    source: compiled.source,
    course,
    texts: {
      course,
      edition: compiled.editions.get,
      pictures,
      postalAddress: '1 Example Street',
      review: null,
    },
    letters: await compiledLetters(compiled, built, pictures),
    brand: readBrand(resolve(root, brand)),
    css: tokensCss(readTokens(resolve(root, look))),
  };
}

function pngNames(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.png')) : [];
}
