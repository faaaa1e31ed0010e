import { html } from 'hono/html';
import type { Field } from '../fields.ts';
import { markOf } from '../save.ts';

export interface Looking {
  lesson: string;
  country: string;
  baby: string;
  look: string;
  part: string;
  images: string;
  width: string;
  /** Side by side with this lesson, and with these words; empty: alone. */
  beside: string;
  besideCountry: string;
}

const WIDTHS = [
  ['390', 'Phone'],
  ['320', 'Small phone'],
  ['640', 'Desktop'],
] as const;

export interface Neighbours {
  before: string | null;
  after: string | null;
  all: readonly { name: string; title: string }[];
  countries: readonly string[];
  /** The course is written with the baby and without. */
  voices: boolean;
}

/** One lesson large, as it is looked at, with another beside it. */
export function lessonView(
  looking: Looking,
  title: string,
  { before, after, all, countries: codes, voices }: Neighbours,
) {
  const link = (name: string) => `/lesson?${new URLSearchParams({ ...looking, lesson: name })}`;
  const other = looking.beside !== '' || looking.besideCountry !== '';
  return html`<p class="step">${before === null ? '' : html`<a href="${link(before)}" data-key="k" rel="prev">← ${before}</a>`} <a href="/" data-key="l">All lessons</a> ${after === null ? '' : html`<a href="${link(after)}" data-key="j" rel="next">${after} →</a>`}</p>
${choices(looking, all, codes, voices)}
<div class="frames">${letterFrame(looking, looking.lesson, looking.country, title)}${
    other
      ? letterFrame(
          looking,
          looking.beside || looking.lesson,
          looking.besideCountry || looking.country,
          'Beside it',
        )
      : ''
  }</div>`;
}

function choices(looking: Looking, all: Neighbours['all'], codes: readonly string[], voices: boolean) {
  const countries: Choices = codes.map((one) => [one, one] as const);
  const sessions: Choices = all.map(({ name, title }) => [name, `${name} ${title}`] as const);
  const { width, look, part, images, country, baby, beside, besideCountry } = looking;
  return html`<form class="choice" action="/lesson" data-choice><input type="hidden" name="lesson" value="${looking.lesson}">
${choice('Width', 'width', WIDTHS, width)} ${choice('Look', 'look', LOOKS, look)} ${choice('Show', 'part', PARTS, part)}
${choice('Images', 'images', IMAGES, images)} ${choice('Country', 'country', countries, country)} ${babyChoice(voices, baby)}
${choice('Beside it, session', 'beside', [['', 'Nothing'], ...sessions], beside)}
${choice('Beside it, country', 'besideCountry', [['', 'The same'], ...countries], besideCountry)}
<button>Show</button></form>`;
}

const LOOKS: Choices = [
  ['light', 'Light'],
  ['dark', 'Dark'],
];
const PARTS: Choices = [
  ['html', 'Mail'],
  ['text', 'Text'],
  ['headers', 'Head of the mail'],
];
const IMAGES: Choices = [
  ['on', 'On'],
  ['off', 'Off'],
];
const BABY: Choices = [
  ['yes', 'Mentioned'],
  ['no', 'Not mentioned'],
];

type Choices = readonly (readonly [value: string, name: string])[];

/** Nothing to choose in a course of one voice. */
export function babyChoice(voices: boolean, chosen: string) {
  return voices ? choice('Baby', 'baby', BABY, chosen) : '';
}

export function choice(label: string, name: string, values: Choices, chosen: string) {
  return html`<label>${label} <select name="${name}">${values.map(([value, words]) => html`<option value="${value}"${value === chosen ? html` selected` : ''}>${words}</option>`)}</select></label>`;
}

function letterFrame(looking: Looking, lesson: string, country: string, title: string) {
  const { baby, look, part, images, width } = looking;
  const address = `/letter?${new URLSearchParams({ lesson, country, baby, look, part, images })}`;
  return html`<figure style="max-width:${width}px"><figcaption><a href="${address}" target="_blank">${lesson} in ${country}</a></figcaption>
<iframe src="${address}" title="${title}: ${lesson} in ${country}" width="${width}" height="760" sandbox="allow-popups" data-letter></iframe></figure>`;
}

/** What a form of fields shows beside their values. */
export interface FormState {
  /** Where it leads back to. */
  back: string;
  fields: readonly Field[];
  /** By file: the mark of its text. */
  seen: ReadonlyMap<string, string>;
  /** What was typed and not saved, by field. */
  typed: ReadonlyMap<string, string>;
  faults: ReadonlyMap<string, string>;
  others: readonly string[];
  mayAnyway: boolean;
}

/** The fields of a lesson or of the safety words, each with its limit and what was wrong with what was typed. */
export function fieldsForm(state: FormState) {
  const groups = [...new Set(state.fields.map(({ group }) => group))];
  const refused = state.faults.size + state.others.length > 0;
  return html`<form class="fields" method="post" action="/save" id="edit">
<input type="hidden" name="back" value="${state.back}"><input type="hidden" name="seen" value="${JSON.stringify([...state.seen])}">
${refused ? html`<div class="refused" role="alert"><p><strong>Nothing was saved.</strong></p><ul>${[...state.faults].map(([id, why]) => html`<li><a href="#f-${id}">${state.fields.find((one) => one.id === id)?.label ?? id}</a>: ${why}</li>`)}${state.others.map((why) => html`<li>${why}</li>`)}</ul>${state.mayAnyway ? html`<p>That stands in other files, and nothing can be built until it is mended. <button name="anyway" value="yes">Save all the same</button></p>` : ''}</div>` : ''}
${groups.map((group) => html`<fieldset id="${group.toLowerCase()}"><legend>${group}</legend>${state.fields.filter((one) => one.group === group).map((field) => fieldOf(field, state))}</fieldset>`)}
<p class="bar"><button>Save</button> <span class="hint">Only what you changed is written. Other lines and comments stay.</span></p></form>`;
}

function fieldOf(field: Field, { typed, faults }: FormState) {
  const { id, label, value, rows, isNumber, file, line, limit } = field;
  const fault = faults.get(id);
  const shown = typed.get(id) ?? value;
  const described = `l-${id}${fault === undefined ? '' : ` e-${id}`}`;
  const marks = html`id="f-${id}" name="v:${id}" aria-describedby="${described}"${fault === undefined ? '' : html` aria-invalid="true"`}`;
  return html`<div class="field${isNumber ? ' number' : ''}"><label for="f-${id}">${label}</label>
<input type="hidden" name="w:${id}" value="${markOf(value)}">
${
  rows > 1
    ? html`<textarea ${marks} rows="${rows}">
${shown}</textarea>`
    : html`<input ${marks} value="${shown}"${isNumber ? html` inputmode="decimal"` : ''} autocomplete="off">`
}
${fault === undefined ? '' : html`<p class="fault" id="e-${id}">${fault}</p>`}
<p class="hint" id="l-${id}">${limit} <code>${file.split('/').slice(-2).join('/')}:${line}</code></p></div>`;
}
