import Handlebars from 'handlebars';

/** What a template's kind needs: plain texts are not escaped, and helpers that its adapter registers are known. */
export interface TemplateKind {
  noEscape: boolean;
  knownHelpers: Readonly<Record<string, boolean>>;
}

/** The source of one template as a function for `handlebars/runtime`. Throws with the file's name when it is no Handlebars. */
export function precompiled(file: string, template: string, kind: TemplateKind): string {
  try {
    return withoutFallback(
      String(
        Handlebars.precompile(withoutPlaces(Handlebars.parse(template)), {
          strict: true,
          noEscape: kind.noEscape,
          knownHelpers: { ...kind.knownHelpers },
          knownHelpersOnly: true,
          preventIndent: true,
        }),
      ),
    );
  } catch (error) {
    throw new Error(`${file} does not compile`, { cause: error });
  }
}

/**
 * Where each expression stood in its file is a fifth of a compiled template, and the runtime has no use for it. Handlebars
 * compiles any tree in the form that its compiler-api.md gives, made by its parser or not: a place may be missing.
 */
function withoutPlaces(tree: hbs.AST.Program): unknown {
  return JSON.parse(JSON.stringify(tree, (key, value: unknown) => (key === 'loc' ? undefined : value)));
}

/**
 * Each block of a compiled template brings a look-up of its own, for a runtime older than Handlebars 4.6. Ours has one, and
 * hundreds of copies were a tenth of what a function loads before it answers.
 */
function withoutFallback(spec: string): string {
  return spec.replaceAll(
    /(container\.lookupProperty) \|\| function\(\w+, \w+\) \{[^}]*\}\s*return undefined\s*\}/g,
    '$1',
  );
}
