import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type Finding, printFinding } from '../authoring/findings.ts';
import { type CourseFolder, ownCourse } from '../brand/course-folder.ts';
import { withValue } from './edit-text.ts';
import type { Field } from './fields.ts';
import { hashOfText, readText, replaceFile } from './files.ts';
import type { LiveCourse } from './live-course.ts';

/** What was typed into a field, and the mark of what stood in it when the form was made. */
export interface Typed {
  value: string;
  was: string;
}

export type Saved =
  | ({ kind: 'saved' } & LastSave)
  | { kind: 'nothing' }
  /** Nothing was written. `mayAnyway`: the rest of the course is what objects, and she may go on to mend that next. */
  | { kind: 'refused'; byField: ReadonlyMap<string, string>; others: readonly string[]; mayAnyway: boolean }
  /** Nothing was written: these files are not what the form was made from. */
  | { kind: 'conflict'; files: readonly string[] };

interface Save {
  fields: readonly Field[];
  typed: ReadonlyMap<string, Typed>;
  /** By file: the mark of its text when the form was made. */
  seen: ReadonlyMap<string, string>;
  anyway: boolean;
  /** What was edited, as the page is called: `13: Two more reps`. */
  about: string;
}

/** What a save did, as undo names it. */
export interface LastSave {
  about: string;
  labels: readonly string[];
}

interface Step extends LastSave {
  files: readonly { file: string; before: string; after: string }[];
}

export const markOf = (value: string): string =>
  createHash('sha256').update(value).digest('hex').slice(0, 12);

/** Saves fields into the coach's files, one save after the other, and takes the last ones back. */
export class Saves {
  readonly #live: LiveCourse;
  readonly #done: Step[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  constructor(live: LiveCourse) {
    this.#live = live;
  }

  /** What `undo` would take back; null when there is nothing. */
  last(): LastSave | null {
    return this.#done.at(-1) ?? null;
  }

  save(save: Save): Promise<Saved> {
    return this.#inTurn(() => this.#save(save));
  }

  /** Puts the files of the last save back, unless one of them is another by now. */
  undo(): Promise<Saved> {
    return this.#inTurn(async () => {
      const step = this.#done.at(-1);
      if (step === undefined) return { kind: 'nothing' };
      const changed = step.files.filter(({ file, after }) => !this.#stands(file, after));
      if (changed.length > 0) return { kind: 'conflict', files: changed.map(({ file }) => file) };
      for (const { file, before } of step.files) replaceFile(this.#live.folder.root, file, before);
      this.#done.pop();
      await this.#live.refresh();
      return { kind: 'saved', about: step.about, labels: step.labels };
    });
  }

  async #save({ fields, typed, seen, anyway, about }: Save): Promise<Saved> {
    const edited = fields.filter(({ id }) => {
      const one = typed.get(id);
      return one !== undefined && markOf(one.value) !== one.was;
    });
    if (edited.length === 0) return { kind: 'nothing' };
    const texts = this.#textsOf(edited);
    if (texts.kind === 'refused') return texts.refused;
    const moved = [...texts.before].filter(([file, text]) => seen.get(file) !== hashOfText(text));
    if (moved.length > 0) return { kind: 'conflict', files: moved.map(([file]) => file) };
    const written = writeInto(texts.before, edited, typed);
    if (written.kind === 'refused') return written.refused;
    const objection = await this.#objection(edited, written.after, anyway);
    if (objection !== null) return objection;
    return this.#write({ about, labels: edited.map(({ label }) => label) }, texts.before, written.after);
  }

  #textsOf(
    edited: readonly Field[],
  ): { kind: 'texts'; before: Map<string, string> } | { kind: 'refused'; refused: Saved } {
    const before = new Map<string, string>();
    for (const { id, file } of edited) {
      const shared = sharedIn(this.#live.folder, file);
      if (shared !== null) return { kind: 'refused', refused: refusedAt(id, shared) };
      const read = readText(this.#live.folder.root, file);
      if (read.kind === 'unreadable')
        return { kind: 'refused', refused: refusedAt(id, `${file}: ${read.why}`) };
      before.set(file, read.text);
    }
    return { kind: 'texts', before };
  }

  /** What the check finds with the new words and not without them. */
  async #objection(
    edited: readonly Field[],
    after: ReadonlyMap<string, string>,
    anyway: boolean,
  ): Promise<Saved | null> {
    const findings = await this.#live.findingsWith(after);
    if (findings.length === 0) return null;
    const known = new Set((await this.#live.findingsWith(new Map())).map(sameOf));
    const fresh = findings.filter((one) => !known.has(sameOf(one)));
    const own = fresh.filter(({ rule, file }) => rule === 'shape' || rule === 'yaml' || after.has(file));
    if (fresh.length === 0 || (anyway && own.length === 0)) return null;
    const byField = new Map<string, string>();
    const others: string[] = [];
    for (const finding of fresh) {
      const field =
        edited.find(({ file, line }) => file === finding.file && line === finding.line) ??
        edited.find(({ file }) => file === finding.file);
      if (field === undefined) others.push(printFinding(finding));
      else byField.set(field.id, [byField.get(field.id), finding.message].filter(Boolean).join('; '));
    }
    return { kind: 'refused', byField, others, mayAnyway: own.length === 0 };
  }

  async #write(
    save: LastSave,
    before: ReadonlyMap<string, string>,
    after: ReadonlyMap<string, string>,
  ): Promise<Saved> {
    const changed = [...before].filter(([file, text]) => !this.#stands(file, text));
    if (changed.length > 0) return { kind: 'conflict', files: changed.map(([file]) => file) };
    const failure = this.#replaceAll(before, after);
    if (failure !== null) return failure;
    const files = [...after].map(([file, text]) => ({ file, before: before.get(file) ?? '', after: text }));
    this.#done.push({ ...save, files });
    await this.#live.refresh();
    return { kind: 'saved', ...save };
  }

  /** All of the files or none: where one cannot be written, those before it are put back. */
  #replaceAll(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Saved | null {
    const { root } = this.#live.folder;
    const written: string[] = [];
    try {
      for (const [file, text] of after) {
        replaceFile(root, file, text);
        written.push(file);
      }
      return null;
    } catch (error) {
      for (const file of written) replaceFile(root, file, before.get(file) ?? '');
      const why = `it could not be written: ${error instanceof Error ? error.message : String(error)}`;
      return { kind: 'refused', byField: new Map(), others: [why], mayAnyway: false };
    }
  }

  #stands(file: string, text: string): boolean {
    const read = readText(this.#live.folder.root, file);
    return read.kind === 'text' && read.text === text;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

/** Control characters, and those that turn the direction of the words after them. */
const UNPRINTABLE = /[[\p{Cc}\u202a-\u202e\u2066-\u2069]--[\n\t]]/v;

/** Why a file that this course has not and takes from ours is not written from her desk; null where it is her own. */
function sharedIn({ root, course }: CourseFolder, file: string): string | null {
  if (file.startsWith(`${course}/`)) return null;
  const ours = ownCourse(root).course;
  const [name = ''] = file.slice(ours.length + 1).split('/');
  return `this stands in ${join(ours, name)}, which other courses share: copy that into your own folder first`;
}

function writeInto(
  before: ReadonlyMap<string, string>,
  edited: readonly Field[],
  typed: ReadonlyMap<string, Typed>,
): { kind: 'written'; after: Map<string, string> } | { kind: 'refused'; refused: Saved } {
  const after = new Map(before);
  for (const { id, file, place, isNumber } of edited) {
    const words = (typed.get(id)?.value ?? '').trim();
    const value = isNumber ? numberIn(words) : words;
    if (value === null)
      return { kind: 'refused', refused: refusedAt(id, 'write a number here, such as 8 or 2.5') };
    if (value === '') return { kind: 'refused', refused: refusedAt(id, 'write something here') };
    if (UNPRINTABLE.test(words))
      return {
        kind: 'refused',
        refused: refusedAt(id, 'a character that does not print was pasted in: type it again'),
      };
    const one = withValue(after.get(file) ?? '', place, value);
    if (one.kind === 'refused') return { kind: 'refused', refused: refusedAt(id, one.why) };
    after.set(file, one.text);
  }
  return { kind: 'written', after };
}

function numberIn(words: string): number | null {
  return /^\d{1,4}(?:\.\d{1,2})?$/.test(words) ? Number(words) : null;
}

function refusedAt(id: string, why: string): Saved {
  return { kind: 'refused', byField: new Map([[id, why]]), others: [], mayAnyway: false };
}

/** Lines move with an edit; what is said stays. */
function sameOf({ file, rule, message }: Finding): string {
  return [file, rule, message].join('\0');
}
