import Handlebars from 'handlebars/runtime.js';
import { consents, type TemplateName, templates } from '../../../.build/pages.js';
import type { Asset, Page, Pages } from '../../ports/pages.ts';
import { type Site, type Views, viewOf } from './views.ts';

/** Throws when a template asks for a word it was not given: no page goes out with a hole in it. */
export function handlebarsPages(site: Site, views: Views, asset: (name: string) => Asset | null): Pages {
  const engine = Handlebars.create();
  engine.registerHelper('rich', (said: { html: string }) => new Handlebars.SafeString(said.html));
  engine.registerHelper('unbroken', unbroken);
  const compiled = new Map(
    Object.entries(templates).map(([name, specification]) => [name, engine.template(specification)]),
  );
  for (const [name, template] of compiled) engine.registerPartial(name, template);
  const write = (name: TemplateName, context: object) => {
    const template = compiled.get(name);
    if (template === undefined) throw new Error(`no page template is called ${name}`);
    return template({ ...LAYOUT_DEFAULTS, site, ...context });
  };
  return {
    render: (page: Page) => {
      const { template, context } = viewOf(page, { site, views, consent: current(), write });
      return write(template, context);
    },
    asset,
    consents,
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
  description: null,
  state: null,
};

function current() {
  const last = consents.at(-1);
  if (last === undefined) throw new Error('templates/pages/consent.yaml holds no statement');
  return last;
}
