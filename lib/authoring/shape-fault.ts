import * as z from 'zod';
import { didYouMean } from './did-you-mean.ts';

/** Where a file has not its shape, and what to write there. */
export interface ShapeFault {
  path: readonly PropertyKey[];
  message: string;
}

type Issue = z.core.$ZodIssue;

/** The faults in words for whoever wrote the file: the field that is wrong, however deep it stands. */
export function shapeFaults(issues: readonly Issue[], schema: z.ZodType): ShapeFault[] {
  return issues.flatMap((issue) => inwards(issue, [])).map(({ path, issue }) => faultAt(path, issue, schema));
}

interface Placed {
  path: readonly PropertyKey[];
  issue: Issue;
}

/** Where a value may have several shapes, the faults of the one that it comes nearest to. */
function inwards(issue: Issue, around: readonly PropertyKey[]): Placed[] {
  const path = [...around, ...issue.path];
  if (issue.code !== 'invalid_union') return [{ path, issue }];
  const shapes = issue.errors.map((faults) => faults.flatMap((fault) => inwards(fault, path)));
  return shapes.toSorted((one, other) => distance(one) - distance(other))[0] ?? [{ path, issue }];
}

/** A fault of the value itself is further off than any number inside it. */
function distance(faults: readonly Placed[]): number {
  const shallowest = Math.min(...faults.map(({ path }) => path.length));
  return faults.length - 100 * shallowest;
}

function faultAt(path: readonly PropertyKey[], issue: Issue, schema: z.ZodType): ShapeFault {
  const where = path.join('.') || 'the file';
  const [, wanted = '', got = ''] = /expected (\w+), received (\w+)/.exec(issue.message) ?? [];
  if (got === 'undefined') return { path, message: `${where}: it is missing; write ${named(wanted)} here` };
  if (got !== '') return { path, message: `${where}: write ${named(wanted)} here, not ${named(got)}` };
  if (issue.code === 'unrecognized_keys') {
    const known = fieldsAt(schema, path);
    const keys = issue.keys.map((key) => `${key}${didYouMean(key, known)}`).join(', ');
    return {
      path: [...path, issue.keys[0] ?? ''],
      message: `${where}: there is no field ${keys}${keys.endsWith('?') ? '' : '; mend its spelling or take it out'}`,
    };
  }
  return { path, message: `${where}: ${limitOf(issue) ?? issue.message}` };
}

/** What is too little, too much or none of the choices, with what to write. */
function limitOf(issue: Issue): string | null {
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return 'it is empty; write text here';
      return `write ${issue.minimum} ${unitOf(issue.origin)}or more here`;
    case 'too_big':
      return `write ${issue.maximum} ${unitOf(issue.origin)}or fewer here`;
    case 'invalid_value':
      return `write ${issue.values.join(' or ')} here`;
    default:
      return null;
  }
}

function unitOf(origin: string): string {
  if (origin === 'string') return 'letters ';
  return origin === 'array' ? 'entries ' : '';
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a block of fields',
  record: 'a block of fields',
  null: 'nothing',
  NaN: 'no number',
};

function named(kind: string): string {
  return Object.hasOwn(NAMES, kind) ? (NAMES[kind] ?? kind) : kind;
}

/** The fields that may stand at a place, whichever of its shapes is meant. */
function fieldsAt(schema: unknown, path: readonly PropertyKey[]): readonly string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return fieldsAt(schema.unwrap(), path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((one) => fieldsAt(one, path));
  const [key, ...rest] = path;
  if (schema instanceof z.ZodObject) {
    return key === undefined ? Object.keys(schema.shape) : fieldsAt(schema.shape[String(key)], rest);
  }
  if (key === undefined) return [];
  if (schema instanceof z.ZodRecord) return fieldsAt(schema.valueType, rest);
  if (schema instanceof z.ZodArray) return fieldsAt(schema.element, rest);
  return [];
}
