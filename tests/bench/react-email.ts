import {
  Body,
  Column,
  Container,
  Head,
  Heading,
  Html,
  Link,
  Row,
  Section,
  Text,
} from '@react-email/components';
import { render, toPlainText } from '@react-email/render';
import { createElement as h, type ReactNode } from 'react';
import type { Rich } from '../../lib/adapters/letters/edition.ts';
import type { LessonView } from '../../lib/adapters/letters/lesson-view.ts';
import type { MoveView } from '../../lib/adapters/letters/move-view.ts';

const CARD = {
  backgroundColor: '#FFFFFF',
  border: '1px solid #E6DED2',
  borderRadius: '14px',
  padding: '24px',
};
const P = { margin: '0 0 10px', fontSize: '17px', lineHeight: 1.55, color: '#22302B' };
const LINK = { color: '#A8432A' };

/** The lesson's mail written with react-email: the same words, answers and blocks, HTML and text. */
export async function reactEmail(view: LessonView): Promise<{ subject: string; html: string; text: string }> {
  const html = await render(lesson(view));
  return { subject: view.title, html, text: toPlainText(html) };
}

function lesson(view: LessonView) {
  const blocks = [safety(view), session(view), tip(view), answers(view), signs(view), foot(view)];
  return h(
    Html,
    { lang: view.lang, dir: 'ltr' },
    h(Head, null, h('title', null, view.title)),
    h(
      Body,
      { style: { backgroundColor: '#FAF6F0' } },
      h(
        Container,
        { style: { maxWidth: '600px' } },
        p(view.firstLine, ' ', a(view.links.unsubscribe, word(view, 'stop'))),
        ...blocks,
      ),
    ),
  );
}

function safety({ safety: said, links }: LessonView) {
  return card(
    rich(said.call),
    rich(said.ring),
    rich(said.dark),
    p(said.kind, ' ', a(`${links.help}/signs/GB`, said.strip.link)),
  );
}

function session(view: LessonView) {
  const { strip, links, moves, session: around } = view;
  return card(
    view.hello === null ? null : p(view.hello),
    h(Heading, { as: 'h1', style: { fontSize: '28px' } }, view.title),
    h(
      Row,
      null,
      ...view.strip.bars
        .flatMap(({ done, current, coming }) => [
          ...[...done, ...current].map(() => true),
          ...coming.map(() => false),
        ])
        .map((on, at) => h(Column, { key: at, style: { background: on ? '#2B6450' : '#E6DED2' } }, '\u00a0')),
    ),
    p(strip.stage, ' · ', strip.place, h('br'), strip.effort, h('br'), strip.dots, h('br'), strip.howOften),
    p(view.safety.away.lead, ' ', a(links.feedback.away, view.safety.away.link)),
    p(view.why.lead, ' ', view.why.more),
    ...[...view.caesarean, view.stageLine].map(rich),
    view.selfCheck === null ? null : p(view.selfCheck.title, ' ', view.selfCheck.lead),
    ...(view.selfCheck?.items ?? []).map(rich),
    view.gate === null ? null : rich(view.gate.text),
    ...moves.map(move),
    p(around.warmUp, ' ', around.rest, ' ', around.stop, ' ', around.bag ?? ''),
    p(around.easier, ' ', around.harder.line, ' ', around.rule ?? '', ' ', around.walk),
    p(view.safety.fiveMinutes, ' ', view.safety.skip),
    rich(view.readyCheck),
    rich(view.safety.breathe),
    rich(view.safety.babySafe),
    rich(view.pelvicFloor?.text ?? null),
    rich(view.everyday),
    ...(view.gentle?.moves ?? []).map(move),
  );
}

function move({ name, dose, how, cue, purpose, equipment, steps, easier, harder, caution }: MoveView) {
  return h(
    Section,
    { style: { borderTop: '1px solid #E6DED2', padding: '16px 0' } },
    h(Heading, { as: 'h3', style: { fontSize: '18px', margin: 0 } }, name),
    p(h('strong', null, dose)),
    ...[how, cue, purpose, equipment, ...steps, easier, harder ?? '', caution].map((said) => p(said)),
  );
}

function tip({ tip: said }: LessonView) {
  return card(h(Heading, { as: 'h2' }, said.title), ...said.paragraphs.map(rich));
}

function answers(view: LessonView) {
  const { feedback } = view.links;
  const lights = view.lights;
  return card(
    h(Heading, { as: 'h2' }, word(view, 'how-was-it')),
    h(
      Row,
      null,
      h(Column, null, a(feedback.easy, word(view, 'too-easy'))),
      h(Column, null, a(feedback.right, word(view, 'just-right'))),
      h(Column, null, a(feedback.hard, word(view, 'too-much'))),
    ),
    p(a(feedback.missed, word(view, 'missed'))),
    ...(lights ? [lights.green, lights.amber, lights.red, lights.book] : []).map(rich),
  );
}

function signs({ signs: table }: LessonView) {
  if (table === null) return null;
  return card(
    h(Heading, { as: 'h2' }, table.title),
    p(table.lead),
    ...table.groups.flatMap((group) => [group.route, ...group.signs].map(rich)),
  );
}

function foot(view: LessonView) {
  const { links, general, review, postalAddress } = view;
  return h(
    Section,
    null,
    p(a(links.lesson, word(view, 'browser'))),
    p(...view.pauses.map(({ weeks, words }) => a(`${links.pause}/${weeks}`, words))),
    p(a(links.preferences, word(view, 'preferences')), a(links.privacy, word(view, 'privacy'))),
    p(general, ' ', review),
    p(word(view, 'why'), ' ', a(links.unsubscribe, word(view, 'stop'))),
    p(postalAddress),
  );
}

function card(...children: ReactNode[]) {
  return h(Section, { style: CARD }, ...children);
}

function p(...children: ReactNode[]) {
  return h(Text, { style: P }, ...children);
}

function a(href: string, said: string) {
  return h(Link, { href, style: LINK }, said);
}

function rich(said: Rich | null) {
  return said === null ? null : p(said.text);
}

function word({ words }: LessonView, key: string): string {
  return words[key] ?? key;
}
