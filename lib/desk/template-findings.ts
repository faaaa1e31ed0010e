import { readdirSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { type Finding, UnsafeCourse } from '../authoring/findings.ts';
import { readBrand } from '../brand/brand.ts';
import type { CourseFolder } from '../brand/course-folder.ts';
import { readTokens } from '../brand/tokens.ts';
import { readPose } from '../pictures/read-poses.ts';
import { compilePages } from './compile-pages.ts';

/** The steps of a build. */
export type StepName = 'brand' | 'pictures' | 'course' | 'pages' | 'drawings';

/** What is wrong beside the coach's own files: the brand, the look, the drawings and the pages. */
export async function templateFindings(folder: CourseFolder): Promise<Finding[]> {
  const { root, brand, look, poses } = folder;
  const drawings = readdirSync(resolve(root, poses))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => `${poses}/${file}`);
  const faults = [
    faultIn(brand, () => readBrand(resolve(root, brand))),
    faultIn(look, () => readTokens(resolve(root, look))),
    ...drawings.map((file) => faultIn(file, () => readPose(resolve(root, file)))),
  ].filter((fault) => fault !== null);
  if (faults.length > 0) return faults;
  try {
    await compilePages(folder);
    return [];
  } catch (error) {
    return [...findingsOf(error, folder, 'pages')];
  }
}

/** All findings, each place once: the course's own check reads brand, look and consent too, and says it in the coach's words. */
export function besideTemplates(templates: readonly Finding[], others: readonly Finding[]): Finding[] {
  const isTold = ({ file, line }: Finding) => others.some((one) => one.file === file && one.line === line);
  return [...templates.filter((one) => !isTold(one)), ...others];
}

function faultIn(file: string, read: () => unknown): Finding | null {
  try {
    read();
    return null;
  } catch (error) {
    return faultOf(error, file);
  }
}

/** Whatever a step of the build throws, as findings: a slip in a template is for whoever wrote it, and a stack tells her nothing. */
export function findingsOf(error: unknown, folder: CourseFolder, step: StepName): readonly Finding[] {
  if (error instanceof UnsafeCourse) return error.findings;
  const places = {
    brand: folder.brand,
    pictures: folder.poses,
    course: folder.course,
    pages: 'templates/pages',
    drawings: folder.poses,
  };
  const named = /^([\w.-]+\.(?:yaml|hbs|css|js)):/.exec(wholeMessage(error))?.[1];
  const own = [folder.brand, folder.look].find((file) => basename(file) === named);
  if (own !== undefined) return [faultOf(error, own)];
  if (step === 'pictures' && named !== undefined) return [faultOf(error, `${folder.poses}/${named}`)];
  return [faultOf(error, places[step])];
}

function faultOf(error: unknown, file: string): Finding {
  const message = wholeMessage(error);
  const line = Number(/\bline (\d+)/.exec(message)?.[1] ?? 1);
  return { file, line, rule: 'template', message };
}

/** What is wrong, with what caused it, in one line. */
function wholeMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = error.message.replaceAll(/\s+/g, ' ').trim();
  return error.cause === undefined ? message : `${message}: ${wholeMessage(error.cause)}`;
}
