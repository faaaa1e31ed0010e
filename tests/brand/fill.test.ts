import { expect, test } from 'vitest';
import { ownTokens } from '../../lib/brand/css.ts';
import { withTokens } from '../../lib/brand/fill.ts';

const look = ownTokens();

test('a mail gets the colours of light and dark, its letters, faces, spaces and corners by name', () => {
  const { light, dark } = look.colours;
  expect(withTokens('color: $ink; $small', look, { name: 'Kudu' })).toBe(
    `color: ${light.ink}; font-size: 15px; line-height: 22px`,
  );
  expect(withTokens('$dark-safe-ground $between-cards $radius-pill', look, { name: 'Kudu' })).toBe(
    `${dark['safe-ground']} 12px 8px`,
  );
  expect(withTokens('font-family="$text-face"', look, { name: 'Kudu' })).not.toMatch(/"[^"]+"[^"]+"/);
});

test('a mail gets the name of the course', () => {
  expect(withTokens('<span>$name</span>', look, { name: 'Kudu' })).toBe('<span>Kudu</span>');
});

test('a name that the look has not stops the build', () => {
  expect(() => withTokens('color: $inc', look, { name: 'Kudu' })).toThrow('$inc');
});
