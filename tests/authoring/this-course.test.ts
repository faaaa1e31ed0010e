import { expect, test } from 'vitest';
import { courseMap } from '../../.build/course-map.js';
import { plannedSessions } from '../../lib/authoring/programme/planned.ts';
import { readCourse } from '../../lib/authoring/read-course.ts';
import { ownCourse } from '../../lib/brand/course-folder.ts';
import { ROOT } from './planted.ts';

/** What is true of this course alone; a course of another coach need not hold it. */

const read = readCourse(ownCourse(ROOT));
if (read.kind === 'broken') throw new Error('the course does not read');
const { course } = read;
const all = plannedSessions(course);

test('the map that every function loads is the one that course.yaml draws', () => {
  expect(courseMap).toEqual(course.map.map);
});

const ladder = all.filter(({ session }) => /^\d/.test(session));

test('the ladder, the on-ramp and the loop at three levels: 95 sessions, 48 exercises, 30 tips', () => {
  expect(all).toHaveLength(95);
  expect(Object.keys(course.exercises.data)).toHaveLength(48);
  expect(course.tips).toHaveLength(30);
});

test.each([
  ['newborn as a kettlebell, 3 to 4 kg', /3 to 4 kg, like a small kettlebell/],
  ['car seat, 6 kg', /car seat was 6 kg/],
  ['three times a birth weight, to about 9 kg', /about 9 kg, three times/],
  ['rest too long weakens', /rest too long grow weaker/],
  ['waiting feels worse', /Waiting to feel better/],
  ['back and bum first', /[Bb]ack and bum come first/],
  ['stand in balance', /bum untucked, ribs over hips/],
  ['stamina', /stamina/],
  ['strong mind', /[Ss]trong arms made this|Strong body, strong mind/],
  ['never too late', /never too late/],
])('the whys of the year tell of: %s', (_, theme) => {
  const whys = all.map(({ content }) => JSON.stringify([content.why, content['why-years-ago']]));
  expect([...whys, JSON.stringify(course.programme.data.graduation)].join(' ')).toMatch(theme);
});

test('no why says what the sources correct', () => {
  const whys = all.map(({ content }) => JSON.stringify(content.why)).join(' ');
  expect(whys).not.toMatch(/average newborn|6\.5 kg|\b4 kg newborn/);
});

test.each([
  ['FL', 12],
  ['HC', 12],
  ['DL', 20],
])('the year reaches %s with %d kg', (move, kg) => {
  const loads = ladder.flatMap(({ content }) => content.moves.filter((dose) => dose.move === move));
  expect(Math.max(...loads.map((dose) => dose.kg?.[1] ?? 0))).toBeGreaterThanOrEqual(kg);
});

test('the gate of years ago asks nothing of a new mother, and says that muscles do not ask her age', () => {
  const { full, line } = course.safety.data.gate['years-ago'];
  expect(full + line).not.toMatch(/bleed|wound|6 to 8|check\b/i);
  expect(full).toContain('stronger at any age');
});

test('the on-ramp has words of its own for those who gave birth years ago', () => {
  const onRamp = all.filter(({ session }) => session.startsWith('R'));
  expect(onRamp.every(({ content }) => content['why-years-ago'] !== undefined)).toBe(true);
});

test('the optional moves of level 2 teach all four steps', () => {
  const steps = all.filter(({ level }) => level === 2).flatMap(({ content }) => content.impact?.move ?? []);
  expect([...new Set(steps)]).toEqual(['FM', 'HD', 'MB', 'JS']);
});

test('the new tips have three wordings or more', () => {
  const fresh = course.tips.filter(({ id }) => Number(id.slice(1)) >= 25);
  expect(fresh.map(({ variants }) => variants.length)).toEqual([3, 3, 3, 3, 3, 4]);
});
