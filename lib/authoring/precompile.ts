import Handlebars from 'handlebars';
import { UnsafeCourse } from './findings.ts';
import { templateFault } from './template-source.ts';

/** What a template's kind needs: plain texts are not escaped, and helpers that its adapter registers are known. */
export interface TemplateKind {
  noEscape: boolean;
  knownHelpers: Readonly<Record<string, boolean>>;
}

/**
 * Looks names up by the runtime's own function. By default each compiled function brings one of its own along, for a
 * runtime older than ours: a tenth of all templates.
 */
class LeanCompiler extends Handlebars.JavaScriptCompiler {
  override nameLookup(parent: string, name: string): readonly string[] {
    return [this.aliasable('container.lookupProperty'), '(', parent, ',', JSON.stringify(name), ')'];
  }
}
// Handlebars makes the compiler of a block from this.
Object.assign(LeanCompiler.prototype, { compiler: LeanCompiler });
const COMPILER = Object.assign(Handlebars.create(), { JavaScriptCompiler: LeanCompiler });

/**
 * The source of one template as a function for `handlebars/runtime`. Throws {@link UnsafeCourse} with the file's name and
 * the line when it is no Handlebars.
 */
export function precompiled(file: string, template: string, kind: TemplateKind): string {
  try {
    const compiled = String(
      COMPILER.precompile(withoutPlaces(Handlebars.parse(template)), {
        strict: true,
        noEscape: kind.noEscape,
        knownHelpers: { ...kind.knownHelpers },
        knownHelpersOnly: true,
        preventIndent: true,
      }),
    );
    return compiled.replaceAll(NO_PLACE, ')').replaceAll(UNUSED_OPTION, '');
  } catch (error) {
    throw new UnsafeCourse([templateFault(error, file)]);
  }
}

/** How a name that is asked for says that its place is not known: without it a call says the same. */
const NO_PLACE = /(?<=[^\\]"), undefined \)/g;

/**
 * What a helper of Handlebars' own is called serves the message that it is missing, and all helpers are known; decorators
 * are handed on to partials, and no template has one.
 */
const UNUSED_OPTION = /"name":"(?:if|each|unless|with)",(?="hash")|,"decorators":container\.decorators/g;

/**
 * Where each expression stood in its file is a fifth of a compiled template, and the runtime has no use for it. Handlebars
 * compiles any tree in the form that its compiler-api.md gives, made by its parser or not: a place may be missing.
 */
function withoutPlaces(tree: hbs.AST.Program): unknown {
  return JSON.parse(JSON.stringify(tree, (key, value: unknown) => (key === 'loc' ? undefined : value)));
}
