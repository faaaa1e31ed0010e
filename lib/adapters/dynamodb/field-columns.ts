import type { FieldName } from '../../domain/joining/field.ts';
import {
  eachField,
  FIELD_NAMES,
  fieldFromStored,
  STORED_FIELDS,
} from '../../domain/joining/stored-fields.ts';
import type { About } from '../../domain/subscriber.ts';
import type { Plain, PlainItem } from './item.ts';

/** The attribute of `PROFILE` that holds each field: short, because the item stays under 1 KB. */
const PROFILE_ATTRIBUTES: Readonly<Record<FieldName, string>> = {
  firstName: 'name',
  birthDate: 'born',
  pace: 'pace',
  country: 'land',
  timeZone: 'zone',
  sendDay: 'day',
  sendHour: 'hour',
  babyMentions: 'baby',
  training: 'tr',
};

export function profileColumns(about: About): PlainItem {
  return columns(about, (name) => PROFILE_ATTRIBUTES[name]);
}

/** @throws on a value that is none of the field's, naming the field and never the value. */
export function aboutFromProfile(stored: (attribute: string) => Plain | undefined): About {
  return eachField<About>((name) => fieldFromStored(name, stored(PROFILE_ATTRIBUTES[name])));
}

/** `SIGNUP` is read a few times in a course, so its attributes have the names of the fields. */
export function signUpColumns(about: About): PlainItem {
  return columns(about, (name) => name);
}

/** @throws as {@link aboutFromProfile} does. */
export function aboutFromSignUp(plain: Readonly<Record<string, Plain | undefined>>): About {
  return eachField<About>((name) => fieldFromStored(name, plain[name]));
}

/**
 * What is empty and means the same when it is missing is not stored. Anything else is, also where it is the default: the
 * first release cannot read a record without it (docs/rules/data.md#stored-forms).
 */
function columns(about: About, attribute: (name: FieldName) => string): PlainItem {
  const plain: Record<string, Plain | null> = {};
  for (const name of FIELD_NAMES) {
    const value = about[name];
    const isEmpty = value === null || value === false;
    plain[attribute(name)] = isEmpty && value === STORED_FIELDS[name].whenAbsent ? null : value;
  }
  return plain;
}
