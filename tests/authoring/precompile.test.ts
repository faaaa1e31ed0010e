import Handlebars from 'handlebars';
import Runtime from 'handlebars/runtime.js';
import { describe, expect, test } from 'vitest';
import { precompiled } from '../../lib/authoring/precompile.ts';

const PAGE = { noEscape: false, knownHelpers: {} };
const TEMPLATE =
  '{{#if name}}<b>{{name}}</b>{{else}}nobody{{/if}}{{#each days}}{{#unless @first}}, {{/unless}}{{this}}{{/each}}{{> rest days=days}}';

/** The module that the build would write, read back. */
async function load(...templates: [string, string][]) {
  const specs = templates.map(([name, text]) => `${name}: ${precompiled(name, text, PAGE)}`);
  const url = `data:text/javascript,${encodeURIComponent(`export const specs = {${specs.join(',')}};`)}`;
  const { specs: loaded } = await import(url);
  const engine = Runtime.create();
  for (const [name] of templates) engine.registerPartial(name, engine.template(loaded[name]));
  return (name: string, context: object) => engine.template(loaded[name])(context);
}

describe('a compiled template', () => {
  test('writes what Handlebars itself writes, with its blocks and partials', async () => {
    const rest = '{{#if days.length}} ({{days.length}}){{/if}}';
    const render = await load(['page', TEMPLATE], ['rest', rest]);
    const whole = Handlebars.create();
    whole.registerPartial('rest', rest);
    for (const context of [
      { name: 'Zoë <x>', days: ['mon', 'tue'] },
      { name: '', days: [] },
    ])
      expect(render('page', context)).toBe(whole.compile(TEMPLATE)(context));
  });

  test('still throws for a word that it was not given', async () => {
    const render = await load(['page', '{{missing}}']);
    expect(() => render('page', {})).toThrow('missing');
  });

  test('brings no lookup of its own: the runtime has one, which reads nothing of a prototype', async () => {
    expect(precompiled('page', TEMPLATE, PAGE)).not.toContain('hasOwnProperty');
    const render = await load(['page', '{{#if days.constructor}}open{{else}}shut{{/if}}']);
    expect(render('page', { days: Object.create({ constructor: 'a prototype' }) })).toBe('shut');
  });

  test('says nothing of where its expressions stood', () => {
    expect(precompiled('page', TEMPLATE, PAGE)).not.toMatch(/"(?:line|column)":/);
  });

  test('is refused with its file’s name when it does not compile', () => {
    expect(() => precompiled('pages/y.hbs', '{{#if}', PAGE)).toThrow('pages/y.hbs');
  });
});
