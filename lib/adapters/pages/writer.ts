import Handlebars from 'handlebars/runtime.js';
import type { Site } from './views.ts';

/**
 * Writes pages out of compiled templates. Throws when a template asks for a word it was not given: no page goes out with
 * a hole in it.
 */
export function writerOf<Name extends string>(
  templates: Readonly<Record<Name, TemplateSpecification>>,
  site: Site,
): (name: Name, context: object) => string {
  const engine = Handlebars.create();
  engine.registerHelper('rich', (text: { html: string }) => new Handlebars.SafeString(text.html));
  engine.registerHelper('unbroken', unbroken);
  const compiled = new Map(
    Object.entries<TemplateSpecification>(templates).map(([name, specification]) => [
      name,
      engine.template(specification),
    ]),
  );
  for (const [name, template] of compiled) engine.registerPartial(name, template);
  return (name, context) => {
    const template = compiled.get(name);
    if (template === undefined) throw new Error(`no page template is called ${name}`);
    return template({ ...LAYOUT_DEFAULTS, site, ...context });
  };
}

/** A title that breaks between its words and its number ("Keep going / 7: floor skills") reads as two. */
function unbroken(title: string): Handlebars.SafeString {
  const escaped = Handlebars.escapeExpression(title);
  return new Handlebars.SafeString(
    escaped.replace(/^[A-Za-z]+ [A-Za-z ]+ \d+:/, '<span class="whole">$&</span>'),
  );
}

const LAYOUT_DEFAULTS = {
  open: false,
  script: false,
  bare: false,
  wide: false,
  /** Whether the style sheet of her plan comes with it. */
  sheet: false,
  description: null,
  /** What the title begins with, for who hears the page and does not see it: what is wrong, or what was done. */
  problems: { any: false },
  state: null,
};
