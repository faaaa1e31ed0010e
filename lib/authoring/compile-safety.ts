import type { Safety } from '../adapters/letters/edition.ts';
import type { Voice } from './compile-edition.ts';
import type { CourseSource } from './read-course.ts';
import { rich as markedUp } from './rich-text.ts';

/** The safety texts of one edition. */
export function safetyOf(course: CourseSource, voice: Voice): Safety {
  const { say, rich, helpline } = voice;
  const source = course.safety.data;
  const more = source.caesarean['more-by-country'][voice.country];
  return {
    call: rich(source.short.call),
    ring: rich(source.short.ring),
    dark: rich(source.short.dark),
    kind: say(source.short.kind),
    tableLink: say(source.short.link),
    table: {
      title: say(source.table.title),
      lead: say(source.table.lead),
      groups: [...Map.groupBy(source.table.rows, (row) => row.route)].map(([route, rows]) => ({
        route: markedUp(helpline.routes[route]),
        signs: rows.map((row) => rich(row.sign)),
      })),
    },
    gate: {
      title: say(source.gate.title),
      text: rich(source.gate.text),
      fallback: say(source.gate.fallback),
    },
    stageLines: Object.fromEntries(
      Object.entries(source['stage-lines']).map(([session, line]) => [session, rich(line)]),
    ),
    readyCheck: rich(source['ready-check']),
    selfCheck: {
      title: say(source['self-check'].title),
      lead: say(source['self-check'].lead),
      items: source['self-check'].items.map(rich),
      askFirstTitle: say(source['self-check']['ask-first-title']),
      askFirst: rich(source['self-check']['ask-first']),
    },
    lights: {
      title: say(source.lights.title),
      green: rich(source.lights.green),
      amber: rich(source.lights.amber),
      red: rich(source.lights.red),
      book: rich(source.lights.book),
    },
    breathe: rich(source.breathe),
    babySafe: rich(source['baby-safe']),
    fiveMinutes: say(source['five-minutes']),
    skip: say(source.skip),
    away: { lead: say(source.away.lead), link: say(source.away.link) },
    impact: {
      title: say(source.impact.title),
      text: say(source.impact.text),
      steps: { ...source.impact.steps },
    },
    caesarean: more === undefined ? [rich(source.caesarean.text)] : [rich(source.caesarean.text), rich(more)],
    firstDays: rich(source['first-days']),
    pelvicFloorCaution: say(course.stages.data['pelvic-floor-caution']),
    general: say(source.general),
    reviewed: say(source.review.reviewed),
    notReviewed: say(source.review['not-reviewed']),
  };
}
