import { describe, expect, test } from 'vitest';
import { statsCharts } from '../../lib/cli/stats-charts.ts';
import { statsPage } from '../../lib/cli/stats-page.ts';
import { chartsOf, sessionRows } from '../../lib/cli/stats-rows.ts';
import type { Terminal } from '../../lib/cli/terminal.ts';
import { emptyTally } from '../../lib/domain/sending/tally.ts';
import type { Stats } from '../../lib/use-cases/operator/stats.ts';

const TITLES = new Map([
  ['8', 'Find your feet'],
  ['9', 'Three to the bench'],
  ['10', 'Ten for two'],
]);
const went = (sent: number) => ({ sent, delivered: sent, bounced: 0, taps: {} });

function statsWith(overrides: Partial<Stats> = {}): Stats {
  return {
    tally: {
      ...emptyTally(),
      sessions: { '8': went(200), '9': went(180), '10': went(90) },
      here: { '8': 40, '9': 50, '10': 90 },
      countries: { GB: 400, NZ: 3 },
    },
    order: { sessions: ['8', '9', '10'], stages: ['S3'] },
    suppressed: { left: 20, bounced: 0, complained: 0 },
    sending: { pausedUntil: null, cause: null, unknownsRunning: 0, withheld: [] },
    weeks: [],
    leftAfter: { '9': 20 },
    complainedAfter: {},
    answers: {
      '8': { easy: 10, right: 80, hard: 10, missed: 7 },
      '9': { easy: 2, right: 38, hard: 40 },
      '10': { hard: 4 },
    },
    moves: [],
    sample: 1,
    unreadable: [],
    ...overrides,
  };
}

const rowOf = (session: string, stats = statsWith()) =>
  sessionRows(stats, TITLES).find((row) => row.session === session);

describe('stats by session', () => {
  test('has titles, shares of those who answered, who left after it and who is still here', () => {
    expect(rowOf('8')).toMatchObject({
      ...{ title: 'Find your feet', sent: 200, answered: 100, easy: 10, right: 80, hard: 10, missed: 7 },
      ...{ leftAfter: 0, stillHere: 100 },
    });
    // 20 of the 160 who came to 9 left after it.
    expect(rowOf('9')).toMatchObject({ answered: 80, hard: 50, leftAfter: 20, stillHere: 88 });
    expect(rowOf('10')).toMatchObject({ stillHere: 88 });
  });

  test('gives no share of fewer than five answers', () => {
    expect(rowOf('10')).toMatchObject({ answered: 4, easy: null, right: null, hard: null });
  });

  test('says where answers led, the most taken way first, and nothing of fewer than five', () => {
    const moves: Stats['moves'] = [
      { from: '8', answer: 'easy', to: '10', count: 6 },
      { from: '9', answer: 'hard', to: '8', count: 40 },
      { from: '9', answer: 'back', to: '8', count: 4 },
    ];
    expect(chartsOf(statsWith({ moves }), TITLES)).toContainEqual({
      title: 'Where answers led',
      bars: [
        { label: '9 too hard → 8', count: 40 },
        { label: '8 too easy → 10', count: 6 },
      ],
    });
  });

  test('says at the top which session most find too hard', () => {
    expect(chartsOf(statsWith(), TITLES)[0]).toEqual({
      title: 'Too hard, per cent of those who answered',
      ...{ means: 'bad', isShare: true },
      bars: [
        { label: '9 Three to the bench', count: 50, of: 80 },
        { label: '8 Find your feet', count: 10, of: 100 },
      ],
    });
  });

  test('keeps a session whose ledgers are gone and whose answers were counted', () => {
    const tally = { ...emptyTally(), here: {} };
    expect(rowOf('9', statsWith({ tally }))).toMatchObject({ sent: 0, answered: 80, hard: 50 });
  });
});

const terminal: Terminal = {
  ...{ out: () => {}, note: () => {}, write: async () => {}, ask: async () => null, screen: null },
  paint: (colour, text) => (colour === 'red' && text !== '' ? `<red>${text}` : text),
};

test('in a terminal the bars of what is too hard are red, and small numbers are not told', () => {
  const drawn = statsCharts(statsWith(), TITLES, terminal);
  expect(drawn).toMatch(/9 Three to the bench <red>█+ 50 % of 80/);
  expect(drawn).toMatch(/│ 10 +│ Ten for two +│ +90 │ +under 5 │ +– │/);
});

test('the page shows no number under five, nor a bar as long as it', () => {
  const page = statsPage(statsWith(), TITLES, 'the local data', 'today');
  expect(page).toContain('aria-label="Mothers by country: GB 400, NZ under 5"');
  expect(page).toMatch(/>NZ<\/text><rect class="plain" x="190" y="\d+" width="0"/);
  expect(page).toMatch(/9 <span class="title">Three to the bench<\/span>/);
  expect(page).toContain('<rect class="hard" x="51" width="50" height="14"/>');
  expect(page).toContain('@media print');
});
