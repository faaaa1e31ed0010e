import type { Rich, Safety } from '../adapters/letters/edition.ts';
import type { CourseSource } from './course-source.ts';
import type { VoicedText } from './programme-schemas.ts';
import { rich as markedUp } from './rich-text.ts';
import type { Voice } from './voice.ts';

/** The safety texts of one edition. */
export function safetyOf(course: CourseSource, voice: Voice): Safety {
  const { say, rich, helpline } = voice;
  const source = course.safety.data;
  const more = voice.helpline['after-caesarean'];
  return {
    strip: { call: rich(source.strip.call), link: say(source.strip.link) },
    call: rich(source.short.call),
    ring: rich(source.short.ring),
    dark: rich(source.short.dark),
    kind: say(source.short.kind),
    table: {
      title: say(source.table.title),
      lead: say(source.table.lead),
      groups: [...Map.groupBy(source.table.rows, (row) => row.route)].map(([route, rows]) => ({
        route: markedUp(helpline.routes[route]),
        signs: rows.map((row) => rich(row.sign)),
      })),
    },
    gate: gateOf(course, voice),
    stageLines: richRecord(source['stage-lines'], voice),
    symptomLines: richRecord(source['symptom-lines'], voice),
    readyCheck: rich(source['ready-check']),
    mood: { title: say(source.mood.title), text: rich(source.mood.text) },
    selfCheck: {
      title: say(source['self-check'].title),
      lead: say(source['self-check'].lead),
      link: say(source['self-check'].link),
      private: say(source['self-check'].private),
      items: source['self-check'].items.map(rich),
      askFirstTitle: say(source['self-check']['ask-first-title']),
      askFirst: rich(source['self-check']['ask-first']),
    },
    lights: {
      title: say(source.lights.title),
      green: rich(source.lights.green),
      amber: rich(source.lights.amber),
      amberFirst: rich(source.lights['amber-first']),
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
      link: say(source.impact.link),
      conditions: say(source.impact.conditions),
    },
    caesarean: more === undefined ? [rich(source.caesarean.text)] : [rich(source.caesarean.text), rich(more)],
    pelvicFloorCaution: say(course.stages.data['pelvic-floor-caution']),
    pelvicFloorMove: course.stages.data['pelvic-floor-move'] ?? null,
    general: say(source.general),
    reviewed: say(source.review.reviewed),
    notReviewed: say(source.review['not-reviewed']),
  };
}

function gateOf(course: CourseSource, { say, rich }: Voice): Safety['gate'] {
  const { gate } = course.safety.data;
  const { birth, 'years-ago': years } = gate;
  return {
    birth: {
      title: say(birth.title),
      questions: birth.questions.map(say),
      full: rich(birth['not-yet']),
      line: rich(birth['not-yet']),
      stay: rich(birth.stay),
      ask: say(birth.ask),
    },
    yearsAgo: {
      title: say(years.title),
      questions: [],
      full: rich(years.full),
      line: rich(years.line),
      stay: rich(years.stay),
      ask: '',
    },
    jumpGentle: say(gate['jump-gentle']),
    jumpSession: say(gate['jump-session']),
    jumpReady: say(gate['jump-ready']),
    gentle: say(gate.gentle),
  };
}

function richRecord(lines: Readonly<Record<string, VoicedText>>, { rich }: Voice): Record<string, Rich> {
  return Object.fromEntries(Object.entries(lines).map(([session, line]) => [session, rich(line)]));
}
