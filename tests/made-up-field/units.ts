/** One place to change when a field is added: the text before which, or in place of which, the new lines stand. */
export interface Edit {
  file: string;
  before: string;
  insert: string;
}

/** A field that nobody asks for: which units her mails use. */
export const UNITS_EDITS: readonly Edit[] = [
  {
    file: 'lib/domain/subscriber.ts',
    before: '  babyMentions: boolean;',
    insert: "  units: 'metric' | 'imperial';",
  },
  {
    file: 'lib/domain/joining/fields.ts',
    before: '  babyMentions: {',
    insert: `  units: {
    inputs: ['units'],
    ...{ control: 'radio', autocomplete: null, atSignUp: 'asked', section: 'what', hidden: false },
    options: () => ['metric', 'imperial'],
    read: ({ typed }) => oneOf(['metric', 'imperial'], 'units', typed, 'choice-unknown'),
    whenNothing: () => ({ value: 'metric' }),
    write: (units) => ({ units }),
  },`,
  },
  {
    file: 'lib/domain/joining/stored-fields.ts',
    before: '  babyMentions: { accepts',
    insert: `  units: {
    accepts: (value) => value === 'metric' || value === 'imperial',
    whenAbsent: 'metric',
  },`,
  },
  {
    file: 'lib/domain/joining/stored-fields.ts',
    before: "    babyMentions: of('babyMentions'),",
    insert: "    units: of('units'),",
  },
];

export const UNITS_WORDS: Edit = {
  file: 'lib/authoring/word-schemas.ts',
  before: '    babyMentions: field,',
  insert: '    units: field,',
};

/** What the forms say of it, which is no code. */
export const UNITS_SENTENCES: Edit = {
  file: 'templates/course/words/forms.yaml',
  before: '  babyMentions:',
  insert: '  units: { sign-up: { label: Units }, preferences: { label: Units } }',
};

export const UNITS_COLUMN: Edit = {
  file: 'lib/adapters/dynamodb/field-columns.ts',
  before: "  babyMentions: 'baby',",
  insert: "  units: 'units',",
};
