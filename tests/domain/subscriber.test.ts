import { expect, test } from 'vitest';
import { priorStates, TRANSITIONS, transitionBetween } from '../../lib/domain/subscriber.ts';
import { subscriber } from '../builders.ts';

const active = subscriber();
const paused = { ...active, state: 'paused' as const, pausedUntil: '2026-03-02' };

test('the table of transitions has each row that a write names', () => {
  expect(Object.keys(TRANSITIONS).sort()).toEqual([
    ...['change', 'claim', 'confirm', 'erase', 'leave', 'move', 'pause', 'resume', 'settle', 'stop'],
  ]);
});

test.each([
  ['confirm', 'active', ['active', 'paused', 'stopped']],
  ['claim', 'active', ['active', 'paused']],
  ['pause', 'paused', ['active', 'paused']],
  ['resume', 'active', ['paused']],
  ['stop', 'stopped', ['active', 'paused', 'stopped']],
  ['leave', 'none', ['active', 'paused', 'stopped']],
  ['erase', 'none', ['active', 'paused', 'stopped']],
] as const)('%s leads to %s from %j', (name, to, from) => {
  expect(priorStates(name, to)).toEqual(from);
});

test.each(['settle', 'change', 'move'] as const)('%s leaves the state as it is', (name) => {
  expect(priorStates(name, 'active')).toEqual(['active']);
  expect(priorStates(name, 'paused')).toEqual(['paused']);
  expect(() => priorStates(name, 'stopped')).toThrow(`${name} does not lead to stopped`);
  expect(() => priorStates(name, 'none')).toThrow(`${name} does not lead to none`);
});

test('what she changed is a pause, its end, or neither', () => {
  expect(transitionBetween(active, paused)).toBe('pause');
  expect(transitionBetween(paused, active)).toBe('resume');
  expect(transitionBetween(paused, paused)).toBe('change');
});
