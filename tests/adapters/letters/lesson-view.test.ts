import { describe, expect, test } from 'vitest';
import type { SessionId } from '../../../lib/domain/course.ts';
import type { LessonLetter } from '../../../lib/ports/letters.ts';
import { ladder, letters, viewOf } from './lesson-views.ts';
import { EVERY_SESSION, letterFor, readEdition, sampleLetters } from './sample-letters.ts';

describe('the strip above everything', () => {
  test.each([
    ['GB', 'Call 999: heavy bleeding'],
    ['IE', 'Call 112 or 999: heavy bleeding'],
    ['US', 'Call 911: heavy bleeding'],
    ['CA', 'Call 911: heavy bleeding'],
    ['AU', 'Call 000: heavy bleeding'],
    ['NZ', 'Call 111: heavy bleeding'],
    ['other', 'Call an ambulance (112 in Europe): heavy bleeding'],
  ] as const)('in %s says whom to call, above the session', (country, call) => {
    const { text } = letters.lesson(letterFor(ladder('30'), { record: { country } }));
    expect(text.slice(0, text.indexOf('\n* '))).toContain(call);
  });

  test('the whole table of signs stands in the first 12 weeks, on the on-ramp and in a run’s first three lessons', () => {
    const signs = (session: SessionId, number?: number) =>
      letters
        .lesson(letterFor(ladder(session), number === undefined ? {} : { number }))
        .text.includes('So tired that you cannot cope');
    expect([signs('0'), signs('11'), signs('R6'), signs('40', 3)]).toEqual([true, true, true, true]);
    expect([signs('12'), signs('40')]).toEqual([false, false]);
  });
});

describe('the gate', () => {
  test.each(['6', '9', '12'] as const)(
    'stands above session %s as a fork, with session 5 in full',
    (session) => {
      const view = viewOf(letterFor(ladder(session)));
      expect(view.gate?.questions).toHaveLength(3);
      expect(view.gate?.text.text).toContain('Any not true, or not sure? Tap Not yet and stay on session 5');
      expect(view.gentle?.heading).toBe('Not yet: session 5');
      expect(view.gentle?.moves.map(({ code }) => code)).toEqual(['GB', 'SBS', 'STS', 'PU', 'BKF']);
    },
  );

  test('on a path that began with the on-ramp leads to its first session, session 12 included', () => {
    const onRamp = (session: SessionId) =>
      viewOf(
        letterFor(ladder(session), {
          record: { birthDate: '2025-01-06' },
          ...(session === '12' ? { begun: '2025-06-02' } : {}),
        }),
      );
    expect(onRamp('R4').gentle?.heading).toBe('Not yet: starter session 1');
    expect(onRamp('12').gentle?.heading).toBe('Not yet: starter session 1');
  });

  test('on the on-ramp’s first session says that this one is fine while she waits', () => {
    const view = viewOf(letterFor(ladder('R1')));
    expect(view.gate?.text.text).toContain('This session is fine for you while you wait');
    expect(view.gentle).toBeNull();
  });

  test('asks nobody about bleeding and wounds who gave birth years ago or not at all', () => {
    const noDate = { record: { birthDate: null }, weeks: null };
    const first = viewOf(letterFor(ladder('R1'), noDate));
    expect(first.gate?.text.text).toContain('Muscles get stronger at any age');
    expect(first.why.lead).toContain('It is never too late');
    const later = viewOf(letterFor(ladder('R3'), noDate));
    expect(later.gate?.text.text).toMatch(/^New chest pain\? Call 999\. Anything else new since last week/);
    expect(later.gate?.text.text).toContain('Until then, do starter session 1.');
    expect(letters.lesson(letterFor(ladder('R3'), noDate)).text).not.toContain('Bleeding has stopped');
  });

  test.each(['5', '13', '30'] as const)('does not stand above session %s', (session) => {
    expect(viewOf(letterFor(ladder(session)))).toMatchObject({ gate: null, gentle: null });
  });
});

test.each(['12', '16', '24', '36'] as const)(
  'session %s asks whether she is ready for its stage, and offers three weeks more',
  (session) => {
    const lesson = letterFor(ladder(session));
    expect(viewOf(lesson).stageLine?.text).toMatch(/If not:$/);
    expect(letters.lesson(lesson).text).toContain('Three weeks more:\n');
  },
);

test.each(['6', '12', '24', '36', 'R1'] as const)(
  'session %s asks the two questions about mood',
  (session) => {
    expect(letters.lesson(letterFor(ladder(session))).text).toContain('Was there little joy in things?');
    expect(viewOf(letterFor(ladder('7'))).mood).toBeNull();
  },
);

describe('one line of why', () => {
  const because = (reasons: LessonLetter['decision']['reasons'], session: SessionId = '20') =>
    viewOf(letterFor(ladder(session), { reasons })).because;

  test('comes from the rule that chose the session', () => {
    expect(because([{ rule: 'too-much', running: 1, back: 1 }])).toBe(
      'You said last week was too much, so this is one step back.',
    );
    expect(because([{ rule: 'too-much', running: 2, back: 3 }])).toContain('three steps back');
    expect(because([{ rule: 'missed' }])).toContain('here it is again');
  });

  test('promises no step back where none leads further', () => {
    for (const session of ['0', 'R1'] as const) {
      expect(because([{ rule: 'too-much', running: 1, back: 0 }], session)).toContain(
        'take the easier versions',
      );
    }
  });

  test('says what held her back before what moved her, and nothing of the plain course', () => {
    expect(because([{ rule: 'next' }, { rule: 'fence', refused: '30' }])).toContain('too early');
    expect(because([{ rule: 'next' }])).toBeNull();
  });

  test('and that it is the last one, before anything else, where the course ends', () => {
    const letter = letterFor(ladder('52'), { reasons: [{ rule: 'fence', refused: '30' }] });
    const ends = { ...letter, decision: { ...letter.decision, finishes: true } };
    expect(viewOf(ends).because).toMatch(/^This is the last session: .* in 30 days/);
  });

  test('and asks nothing that could change nothing any more: no answer, tick, pause or preferences', () => {
    const asked = (letter: LessonLetter) => {
      const { html, text } = letters.lesson(letter);
      return [html, text].map((part) =>
        part.match(/\/(?:feedback|week|pause|preferences|no-baby-mentions|pregnant)\//g),
      );
    };
    for (const session of ['6', '14', '52'] as const) {
      const letter = letterFor(ladder(session));
      for (const links of asked(letter)) expect(links?.length).toBeGreaterThan(8);
      expect(asked({ ...letter, decision: { ...letter.decision, finishes: true } })).toEqual([null, null]);
    }
  });

  test('what was done by hand comes first, and is told also where the rule says nothing', () => {
    expect(because([{ rule: 'by-hand', did: 'paused' }, { rule: 'next' }])).toBe(
      'We paused your emails by hand, and they go on now.',
    );
    expect(because([{ rule: 'by-hand', did: 'changed' }, { rule: 'moved' }])).toBe(
      'We changed your details by hand. We moved you to this session by hand.',
    );
  });
});

describe('what a lesson prints of the programme', () => {
  test('the rung below as Easier, the rung above only where the week allows one', () => {
    const squat = (session: SessionId) =>
      viewOf(letterFor(ladder(session))).moves.find(({ code }) => code === 'SQ');
    expect(squat('8')).toMatchObject({
      easier: 'Sit down and stand up from a chair.',
      harder: 'No chair, no weight.',
    });
    expect(squat('11')?.harder).toBeNull();
    expect(squat('12')).toMatchObject({ easier: 'No chair, no weight.', harder: null });
  });

  test('no session before 10 offers a weight, and none in an easier week offers more', () => {
    for (const which of EVERY_SESSION) {
      const { session, moves } = viewOf(letterFor(which));
      const early = /^[0-9]$/.test(which.session);
      for (const { harder } of moves) if (early || session.easy) expect(harder ?? '').not.toContain(' kg');
    }
  });

  test('an easier week feels easy, whatever its stage', () => {
    for (const session of ['15', '31', '51'] as const) {
      expect(viewOf(letterFor(ladder(session))).strip.effort).toBe(
        'Effort 3 to 4 of 10: easy; you could chat',
      );
    }
  });

  test('cautions in the first week of a block, and not again until the next', () => {
    const cautions = (session: SessionId) =>
      letters.lesson(letterFor(ladder(session))).text.match(/^ {2}Care: /gm)?.length ?? 0;
    expect([cautions('28'), cautions('29'), cautions('30')]).toEqual([6, 0, 0]);
  });

  test('what the weight is like at home, never a baby where none was wanted', () => {
    const bag = (babyMentions: boolean) =>
      viewOf(letterFor(ladder('24'), { record: { babyMentions } })).session.bag;
    expect(bag(true)).toContain('a baby of 5 months');
    expect(bag(false)).toContain('a full shopping basket');
  });

  test('numbers, the running page and what comes next where each is due', () => {
    expect(viewOf(letterFor(ladder('10'))).numbers?.compare).toBeNull();
    expect(viewOf(letterFor(ladder('52'))).numbers?.compare).toBe(
      'Compare with sessions 10 (or starter 6), 23 and 36.',
    );
    expect(viewOf(letterFor(ladder('52'))).graduation?.next).toHaveLength(4);
    expect(viewOf(letterFor(ladder('24'))).running?.check).toHaveLength(7);
    expect(viewOf(letterFor({ session: 'E12', level: 1 })).nextLevel?.heavier).toBe(true);
    expect(viewOf(letterFor({ session: 'E12', level: 3 })).nextLevel?.heavier).toBe(false);
  });
});

test('who said "not yet" finds the button that says she is ready, and nobody else does', () => {
  expect(letters.lesson(letterFor(ladder('5'), { hold: true })).html).toContain('/ready"');
  expect(letters.lesson(letterFor(ladder('5'))).html).not.toContain('/ready"');
});

test('the first lesson of a run leads to the five questions, and asks nobody whether she was away', () => {
  const opening = viewOf(letterFor(ladder('20'), { opensRun: true }));
  expect(opening.selfCheck?.items).toHaveLength(5);
  expect(opening.selfCheck?.askFirst.text).toContain('a weak heart after birth');
  expect(opening.away).toBe(false);
  expect(viewOf(letterFor(ladder('20')))).toMatchObject({ selfCheck: null, away: true });
});

test('the lines for after a caesarean stand in sessions 0 to 8, whatever the pace', () => {
  for (const pace of ['standard', 'gentle'] as const) {
    const lines = (session: SessionId) =>
      viewOf(letterFor(ladder(session), { record: { pace } })).caesarean.length;
    expect([lines('0'), lines('8'), lines('9'), lines('R1')]).toEqual([1, 1, 0, 0]);
  }
  expect(viewOf(letterFor(ladder('3'), { record: { country: 'IE' } })).caesarean[1]?.text).toContain('HSE');
});

test('the pelvic floor line is not printed where the squeezes are a move, and the knack joins it after', () => {
  expect(viewOf(letterFor(ladder('2'))).pelvicFloor).toBeNull();
  expect(viewOf(letterFor(ladder('R1'))).pelvicFloor).toBeNull();
  expect(viewOf(letterFor(ladder('3'))).pelvicFloor?.knack?.text).toContain('just before you cough');
  const loop = (level: 1 | 2) => viewOf(letterFor({ session: 'E1', level })).pelvicFloor?.text.text;
  expect(loop(1)).toContain('3 times a day');
  expect(loop(2)).toContain('once a day');
});

test('in the loop each lap of three brings another wording of the same tip', () => {
  const titles = [54, 66, 78].map(
    (number) => viewOf(letterFor({ session: 'E1', level: 1 }, { number })).tip.title,
  );
  expect(new Set(titles).size).toBe(3);
});

test('on the ladder a tip that comes again comes in other words', () => {
  const habit = [28, 48].map((number) => viewOf(letterFor(ladder(`${number}`))).tip.title);
  expect(new Set(habit).size).toBe(2);
});

test('a review is named with its day only while it is of the course as it stands', () => {
  const { signOffHash } = readEdition('GB');
  const review = {
    by: 'Ann Example',
    job: 'pelvic health physiotherapist',
    on: '2026-11-01',
    hash: signOffHash,
  };
  const reviewed = sampleLetters({ review }).lesson(letterFor(ladder('20'))).text;
  expect(reviewed).toContain('Reviewed by Ann Example, pelvic health physiotherapist, on 2026-11-01.');
  const stale = sampleLetters({ review: { ...review, hash: 'of another course' } }).lesson(
    letterFor(ladder('20')),
  );
  expect(stale.text).toContain('No clinician has reviewed this course yet.');
});

test('a move shows its picture where one was drawn, told in the words of the picture', () => {
  const drawn = {
    svg: 'a.svg',
    film: 'a-film.svg',
    alt: 'From standing to hips low.',
    width: 480,
    height: 270,
    version: { words: [], from: 12 },
  };
  const pictures = {
    baseUrl: 'https://course.example/pictures',
    byName: { 'SQ-goblet': { ...drawn, png: 'SQ-goblet-0a1b.png' } },
  };
  const { html } = sampleLetters({ pictures }).lesson(letterFor(ladder('12')));
  expect(html).toMatch(
    /<img src="https:\/\/course\.example\/pictures\/SQ-goblet-0a1b\.png" width="264" height="149" alt="From standing to hips low\."/,
  );
  expect(html.match(/<img /g)).toHaveLength(1);
});
