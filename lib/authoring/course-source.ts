import type * as z from 'zod';
import type { CourseFolder } from '../brand/course-folder.ts';
import type { Tokens } from '../brand/tokens.ts';
import type { CourseMap } from '../domain/course.ts';
import type * as buttonSchemas from './button-schemas.ts';
import type * as schemas from './course-schemas.ts';
import type * as helpSchemas from './help-schemas.ts';
import type { MapSource } from './map-schema.ts';
import type { ProgrammeRules } from './programme-rules.ts';
import type * as programmeSchemas from './programme-schemas.ts';
import type { CountryFiles } from './read-countries.ts';
import type { WordFiles } from './read-words.ts';
import type { Signatures } from './signature-schema.ts';
import type { SourceFile } from './source-file.ts';
import type { TipSource } from './tip-file.ts';
import type { UnitsSource } from './unit-schemas.ts';

/** A session's file; its name is the session's id. */
export interface SessionFile extends SourceFile<programmeSchemas.SessionSource> {
  id: string;
}

/** A drawing, and the rungs of its exercise that it shows (0 is the easiest). */
export interface Drawing {
  name: string;
  rungs: readonly number[];
  /** What is said of it to whoever does not see it. */
  alt: string;
}

/** A help page's file; its name is the page's. */
export interface HelpFile extends SourceFile<helpSchemas.HelpSource> {
  id: string;
}

/** The coach's files, parsed, each still knowing its lines. */
export interface CourseSource {
  /** Where the files stand. */
  folder: CourseFolder;
  /** `course.yaml`: what placement decides by. */
  map: MapFile;
  sessions: readonly SessionFile[];
  exercises: SourceFile<programmeSchemas.ExercisesSource>;
  kit: SourceFile<programmeSchemas.KitSource>;
  programme: SourceFile<programmeSchemas.ProgrammeSource>;
  programmeRules: SourceFile<ProgrammeRules>;
  tips: readonly TipSource[];
  help: readonly HelpFile[];
  everyday: SourceFile<z.infer<typeof schemas.everyday>>;
  stages: SourceFile<z.infer<typeof schemas.stages>>;
  safety: SourceFile<z.infer<typeof schemas.safety>>;
  /** By code, in the order of the form. */
  countries: CountryFiles;
  letters: SourceFile<z.infer<typeof schemas.letters>>;
  /** What the pages behind the buttons say. */
  buttons: SourceFile<buttonSchemas.ButtonsSource>;
  /** What the pages of the reasons to leave say. */
  exits: SourceFile<buttonSchemas.ExitsSource>;
  /** What pages and forms say around all that. */
  words: WordFiles;
  /** How amounts are said. */
  units: SourceFile<UnitsSource>;
  rules: SourceFile<z.infer<typeof schemas.rules>>;
  /** `signed.yaml`; null where the course is signed as a whole, or by nobody. */
  signed: SourceFile<Signatures> | null;
  /** What the sign-up asks her to agree to, every version that was ever shown. */
  signUpWording: z.infer<typeof schemas.consents>;
  /** The same with its file, and what the form of her plan asks her to agree to. */
  consents: readonly SourceFile<z.infer<typeof schemas.consents>>[];
  /** What `brand.yaml` calls the course. */
  name: string;
  /** Colours, letters and spaces. */
  look: SourceFile<Tokens>;
  /** The drawings of moves. */
  drawings: readonly Drawing[];
  /** What is said of drawings and of the pictures of the year, by their names. */
  alts: Readonly<Record<string, string>>;
  /** The course in each other language that it is written in, by the name of its folder. */
  languages: ReadonlyMap<string, CourseSource>;
}

/** `course.yaml`, as it is written and as placement reads it, with the countries that it is for. */
export interface MapFile {
  file: SourceFile<MapSource>;
  countries: CountryFiles;
  map: CourseMap;
}
