import { describe, expect, test } from 'vitest';
import { defaultZone, zoneOr } from '../../../lib/domain/joining/time-zones.ts';

describe('a time zone', () => {
  test('is taken as told', () => {
    expect(zoneOr('America/Los_Angeles', 'US')).toBe('America/Los_Angeles');
  });

  test.each([null, undefined, '', 'Mars/Olympus', '+14:00'])(
    '%j is that of most people in her country',
    (told) => {
      expect(zoneOr(told, 'AU')).toBe('Australia/Sydney');
    },
  );

  test('of a country not listed is UTC', () => {
    expect(defaultZone('other')).toBe('UTC');
  });
});
