import Handlebars from 'handlebars';

/** What a template's kind needs: plain texts are not escaped, and helpers that its adapter registers are known. */
export interface TemplateKind {
  noEscape: boolean;
  knownHelpers: Readonly<Record<string, boolean>>;
}

/**
 * Half of a compiled template is of no use at run time: where each value stood in the source, and a stand-in for
 * a lookup that the runtime of this version always brings.
 */
const POSITIONS = /\{"start":\{"line":\d+,"column":\d+\},"end":\{"line":\d+,"column":\d+\}\}/g;
const OLD_LOOKUP =
  /container\.lookupProperty \|\| function\(parent, propertyName\) \{[\s\S]*?return undefined\s*\}/g;

/** A block's name, for the message of a helper that is missing; these three are Handlebars' own. */
const BLOCK_NAME = /"name":"(?:if|each|unless)",(?="hash":)/g;

/**
 * The source of one template as a function for `handlebars/runtime`. Throws with the file's name when it is no Handlebars,
 * or has a decorator: no template here needs one, and each call of a partial would hand them on.
 */
export function precompiled(file: string, template: string, kind: TemplateKind): string {
  try {
    const compiled = Handlebars.precompile(template, {
      strict: true,
      noEscape: kind.noEscape,
      knownHelpers: { ...kind.knownHelpers },
      knownHelpersOnly: true,
      preventIndent: true,
    });
    if (String(compiled).includes('"useDecorators":true'))
      throw new Error('it has a decorator or an inline partial');
    return String(compiled)
      .replaceAll(POSITIONS, 'null')
      .replaceAll(',"loc":null', '')
      .replaceAll(BLOCK_NAME, '')
      .replaceAll(',"decorators":container.decorators', '')
      .replaceAll(OLD_LOOKUP, 'container.lookupProperty');
  } catch (error) {
    throw new Error(`${file} does not compile`, { cause: error });
  }
}
