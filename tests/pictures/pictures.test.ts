import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { pictureColours, readTokens } from '../../lib/brand/tokens.ts';
import { BODY } from '../../lib/pictures/body.ts';
import { planPictures } from '../../lib/pictures/build-pictures.ts';
import { ballsOf, type Figure, solve } from '../../lib/pictures/figure.ts';
import { readPoses } from '../../lib/pictures/read-poses.ts';
import { between, distance, dot, lean, length, minus, unit } from '../../lib/pictures/space.ts';
import { poseBetween } from '../../lib/pictures/tween.ts';
import { contactSheet, sourceOfSheet } from './contact-sheet.ts';
import { angleBetween, RANGES } from './joints.ts';
import { looseContacts } from './picture-contacts.ts';

const POSES = join(import.meta.dirname, '../../templates/pictures/poses');
const YEAR = join(import.meta.dirname, '../../templates/pictures/year.yaml');
const COLOURS = pictureColours(readTokens(join(import.meta.dirname, '../../templates/brand/tokens.yaml')));
const pictures = readPoses(POSES);
const SIDES = ['right', 'left'] as const;

/** Every step of every picture, solved. */
const steps: [string, Figure][] = [...pictures].flatMap(([name, file]) =>
  (['start', 'middle', 'finish'] as const).flatMap((step): [string, Figure][] => {
    const pose = file[step];
    return pose ? [[`${name} ${step}`, solve(pose)]] : [];
  }),
);

/** The 48 exercises of the programme, and the rungs of their ladders whose shape differs. */
const LIBRARY =
  'BR PF KN AS PT DT HS BKF TT DB BD SP PL PP CU STS SQ GB SLB HT CL SLR SU SS RL HH DL KDL CR BAL SBS ROW PA PU OHP PD OB CS FC SC HC GU FL FM HD MB JS WK';
const VARIANTS =
  'PU-worktop PU-sofa PU-knees PU-toes PU-step SQ-chair SQ-goblet HH-weights PL-wall PL-worktop PL-sofa PL-toes SP-wall SP-leg SP-feet BD-toes BD-arm ROW-weight CR-single HH-wall HT-weight SS-weights RL-weights SU-weight SU-sideways DB-legs GB-march PD-kneeling PD-one KDL-wall DL-chair FL-step FL-chair GU-chair GU-bag OHP-sitting PP-kneeling HS-arms STS-hands AS-lying PF-lying BR-side BR-sitting SBS-wall DT-side DT-knees';

describe('the pictures', () => {
  test('there is one for each of the 48 exercises, and one for each version of another shape', () => {
    const names = LIBRARY.split(' ');
    expect(names).toHaveLength(48);
    expect([...names, ...VARIANTS.split(' ')].filter((name) => !pictures.has(name))).toEqual([]);
  });
});

describe.each(steps)('%s', (_name, figure) => {
  test('limbs keep their length', () => {
    for (const side of SIDES) {
      const { hip, knee, ankle } = figure.legs[side];
      const { shoulder, elbow, wrist } = figure.arms[side];
      expect(distance(hip, knee)).toBeCloseTo(BODY.thigh, 3);
      expect(distance(knee, ankle)).toBeCloseTo(BODY.shin, 3);
      expect(distance(shoulder, elbow)).toBeCloseTo(BODY.upperArm, 3);
      expect(distance(elbow, wrist)).toBeCloseTo(BODY.forearm, 3);
    }
  });

  test('nothing of her is below the floor', () => {
    const below = Object.entries(ballsOf(figure)).filter(([, ball]) => ball.at.y - ball.radius < -1);
    expect(below.map(([part, ball]) => `${part} ${(ball.at.y - ball.radius).toFixed(1)}`)).toEqual([]);
  });

  test('every joint is where a person can bring it', () => {
    const wrong: string[] = [];
    const ranges = new Map<string, readonly [number, number]>(Object.entries(RANGES));
    for (const side of SIDES) {
      const angles = { ...figure.legs[side].angles, ...figure.arms[side].angles };
      for (const [joint, angle] of Object.entries(angles)) {
        const [least, most] = ranges.get(joint) ?? [0, 0];
        if (angle < least || angle > most) wrong.push(`${side} ${joint} ${angle.toFixed(0)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('knees bend the way the toes point, elbows never forward', () => {
    const wrong = SIDES.flatMap((side) => {
      const { hip, knee, ankle, foot, angles } = figure.legs[side];
      const bulge = minus(knee, between(hip, ankle, 0.5));
      const front = lean(foot, -angles.ankle).forward;
      const knees = length(bulge) > 4 && dot(unit(bulge), front) < 0.3 ? [`${side} knee`] : [];
      return figure.arms[side].wrongWay > 0.35 ? [...knees, `${side} elbow`] : knees;
    });
    expect(wrong).toEqual([]);
  });

  test('the head sits on its neck and looks where a head can', () => {
    expect(distance(figure.head, figure.shoulders)).toBeGreaterThan(BODY.neck - 3);
    expect(distance(figure.head, figure.shoulders)).toBeLessThan(BODY.neck + 2);
    expect(angleBetween(figure.skull.up, figure.chest.up)).toBeLessThan(RANGES.neck[1]);
    expect(angleBetween(figure.chest.up, figure.pelvis.up)).toBeLessThan(RANGES.back[1]);
  });
});

describe.each([...pictures])('%s', (_name, file) => {
  test.each(['start', 'middle', 'finish'] as const)(
    'what is planted touches what it stands on: %s',
    (step) => {
      const pose = file[step];
      expect(pose ? looseContacts(file, step, solve(pose)) : []).toEqual([]);
    },
  );
});

const inMotion = [...pictures].filter(([, file]) => file.motion === 'slide');
describe.each(inMotion)('%s on its way', (_name, file) => {
  test.each([0.25, 0.5, 0.75])('keeps planted what stays planted, at %d', (share) => {
    const figure = solve(poseBetween(file.start, file.finish, share, file.motion));
    const stays = { ...file, touch: { both: file.touch.both, start: {}, middle: {}, finish: {} } };
    // Seen for a tenth of a second: a forearm that slides may lift by its own thickness.
    expect(looseContacts(stays, 'start', figure, 4.5)).toEqual([]);
  });
});

describe('the files of the pictures', async () => {
  const out = mkdtempSync(join(tmpdir(), 'pictures-'));
  afterAll(() => rmSync(out, { recursive: true }));
  async function build() {
    const planned = planPictures({ poses: POSES, year: YEAR, colours: COLOURS, code: 'ours', out });
    planned.list();
    await planned.draw();
    return planned.entries;
  }
  const entries = await build();
  const read = (file: string): Buffer => readFileSync(join(out, 'pictures', file));

  test('no PNG is larger than 12.5 KB, and each is twice its size on the page', () => {
    const sizes = Object.entries(entries).map(([name, { png }]) => {
      const bytes = read(png);
      return { name, kb: bytes.length / 1024, wide: bytes.readUInt32BE(16), high: bytes.readUInt32BE(20) };
    });
    expect(sizes.filter(({ kb }) => kb > 12.5)).toEqual([]);
    expect(sizes.every(({ wide, high }) => wide === 960 && high === 540)).toBe(true);
  });

  test('the names of all stand before any is drawn, and each is there afterwards', async () => {
    const early = mkdtempSync(join(tmpdir(), 'pictures-'));
    const planned = planPictures({ poses: POSES, year: YEAR, colours: COLOURS, code: 'ours', out: early });
    planned.list();
    const listed: unknown = JSON.parse(readFileSync(join(early, 'pictures.json'), 'utf8'));
    expect(listed).toEqual(entries);
    expect(readdirSync(join(early, 'pictures'))).toEqual([]);
    await planned.draw();
    const films = Object.values(planned.entries).flatMap(({ film }) => film ?? []);
    const stills = [...Object.values(planned.entries), ...Object.values(planned.brand)];
    const named = [...films, ...stills.flatMap(({ svg, png }) => [svg, png])];
    expect(readdirSync(join(early, 'pictures')).toSorted()).toEqual(named.toSorted());
    rmSync(early, { recursive: true });
  });

  test('what other code drew is called for no more', () => {
    const later = mkdtempSync(join(tmpdir(), 'pictures-'));
    mkdirSync(join(later, 'pictures'));
    const files = [entries['SQ']?.svg, entries['SQ']?.png, entries['SQ']?.film].map((file) => file ?? '');
    for (const file of files) writeFileSync(join(later, 'pictures', file), 'as other code drew it');
    const planned = planPictures({ poses: POSES, year: YEAR, colours: COLOURS, code: 'other', out: later });
    const { SQ } = planned.entries;
    expect([SQ?.svg, SQ?.png, SQ?.film].filter((file) => files.includes(file ?? ''))).toEqual([]);
    planned.list();
    expect(readdirSync(join(later, 'pictures'))).toEqual([]);
    rmSync(later, { recursive: true });
  });

  test('a second build renders nothing anew', async () => {
    const times = (): number[] =>
      Object.values(entries).map((entry) => statSync(join(out, 'pictures', entry.png)).mtimeMs);
    const before = times();
    expect(await build()).toEqual(entries);
    expect(times()).toEqual(before);
  });

  test('a picture of an earlier build goes when its pose has changed', async () => {
    writeFileSync(join(out, 'pictures', 'SQ-0000000000.png'), 'old');
    await build();
    expect(existsSync(join(out, 'pictures', 'SQ-0000000000.png'))).toBe(false);
  });

  test('nothing in a file moves by itself, runs a script or loads another file', () => {
    const files = Object.values(entries).flatMap(({ svg, film }) => (film ? [svg, film] : [svg]));
    const texts = files.map((file) => read(file).toString());
    expect(
      texts.filter((text) =>
        /<script|<animate|<style|\son[a-z]+=|https?:(?!\/\/www\.w3\.org\/2000\/svg)/.test(text),
      ),
    ).toEqual([]);
  });

  test('there is a film of each but of those that are two different stretches', () => {
    const without = Object.entries(entries).filter(([, { film }]) => film === null);
    expect(without.map(([name]) => name)).toEqual(['CS']);
  });

  test('a film is no larger than 100 KB as a browser gets it', () => {
    const sizes = Object.entries(entries).flatMap(([name, { film }]) =>
      film ? [{ name, kb: gzipSync(read(film)).length / 1024 }] : [],
    );
    expect(sizes.filter(({ kb }) => kb > 100)).toEqual([]);
  });
});

describe('a sheet of all pictures', () => {
  test('carries what it was drawn from', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'poses-'));
    cpSync(join(POSES, 'SQ.yaml'), join(folder, 'SQ.yaml'));
    const sheet = await contactSheet(folder, COLOURS);
    expect(sheet.includes(sourceOfSheet(folder, COLOURS))).toBe(true);
    expect(sheet.includes(sourceOfSheet(POSES, COLOURS))).toBe(false);
    rmSync(folder, { recursive: true });
  });

  test('in docs is of the poses as they are, in under a megabyte; if not, draw it as docs/pictures.md says', () => {
    const sheet = readFileSync(join(import.meta.dirname, '../../docs/pictures.png'));
    expect(sheet.length).toBeLessThan(1024 * 1024);
    expect(sheet.includes(sourceOfSheet(POSES, COLOURS))).toBe(true);
  });
});
