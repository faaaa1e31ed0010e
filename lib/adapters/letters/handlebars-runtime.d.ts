/** The package types its runtime as an empty module; it is the same object without the compiler. */
declare module 'handlebars/runtime.js' {
  import type Handlebars from 'handlebars';

  const runtime: Pick<typeof Handlebars, 'create' | 'SafeString' | 'escapeExpression'>;
  export = runtime;
}
