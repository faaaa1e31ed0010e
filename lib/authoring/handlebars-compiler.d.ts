/** What Handlebars' compiler names "public API" for subclasses, and its types leave out. */
declare namespace Handlebars {
  class JavaScriptCompiler {
    /** Names an expression once in a function, however often it is used there. */
    aliasable(source: string): string;
    /** The code that looks `name` up in `parent`, in pieces. */
    nameLookup(parent: string, name: string): readonly string[];
  }
}
