import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signedPartsOf, signOffHashOf } from '../../lib/authoring/sign-off.ts';
import { ownCourse } from '../../lib/brand/course-folder.ts';
import { type LiveCourse, liveCourse } from '../../lib/desk/live-course.ts';
import { OTHER_LETTERS } from '../../lib/desk/shown-letter.ts';
import { pagesOnce } from '../../lib/desk/site-pages.ts';
import { refusalOf, writeFolder } from '../../lib/desk/written/out-folder.ts';
import { textDifferences } from '../../lib/desk/written/text-differences.ts';
import { writtenCourse } from '../../lib/desk/written/written-course.ts';
import { axeFindings, overflow } from '../axe.ts';
import { openBrowser } from '../browser.ts';
import { WHOLE_COURSE } from '../whole-course.ts';

const place = mkdtempSync(join(tmpdir(), 'written-'));
afterAll(() => rmSync(place, { recursive: true }));

/** `WHOLE_COURSE=1` runs it; `.ci/run` does. */
describe.runIf(WHOLE_COURSE)('the whole course, written', () => {
  const out = join(place, 'course');
  let live: LiveCourse;
  let files: ReadonlyMap<string, string | Uint8Array>;
  const browser = openBrowser();
  beforeAll(async () => {
    const folder = ownCourse();
    live = await liveCourse(folder);
    const course = live.now();
    const pages = course && (await pagesOnce(folder)(course));
    if (!course || !pages) throw new Error('the course reads');
    files = await writtenCourse({ live, course, pages, findings: [], day: '2026-11-28' });
    writeFolder(out, files);
  });
  afterAll(() => live.close());
  const read = (name: string) => readFileSync(join(out, name), 'utf8');

  test('has every lesson as mail, dark, text, and in each country', () => {
    const names = [...files.keys()];
    expect(names.filter((name) => name.startsWith('lessons/'))).toHaveLength(
      53 + 6 + 36 + OTHER_LETTERS.length,
    );
    for (const name of ['13', 'R1', 'E3-2', 'confirmation'])
      for (const file of [`${name}.html`, `${name}-dark.html`, `${name}-no-baby.html`, `${name}.US.html`])
        expect(names).toContain(`mails/${file}`);
    expect(read('mails/13-dark.html')).toContain('@media all');
    expect(read('mails/13.US.html')).toContain('911');
    expect(read('lessons/13.html')).toContain('<li>Call 911: heavy bleeding');
    expect(read('pages.html')).toContain('pages/help-doming.html');
    expect(read('programme.html')).toContain('<svg class="plot"');
  });

  test('says on its cover what is signed, with every hash', () => {
    const source = live.now()?.source;
    if (source === undefined) throw new Error('the course reads');
    const cover = read('index.html');
    for (const { part, hash } of signedPartsOf(source)) {
      expect(cover).toContain(`<th scope="row">${part}</th>`);
      expect(cover).toContain(hash.slice(0, 12));
    }
    expect(cover).toContain(signOffHashOf(source));
  });

  test('no link of it leads nowhere, none leads to her site, and no form sends', () => {
    const dead: string[] = [];
    for (const [file, html] of files) {
      if (typeof html !== 'string' || !file.endsWith('.html')) continue;
      expect(html, file).not.toMatch(
        / (?:href|src)="(?:\/|https:\/\/course\.example)|<form(?! method="dialog")|<script/,
      );
      for (const [, address = ''] of html.matchAll(/ (?:href|src)="([^"]*)"/g)) {
        if (/^(?:#|data:|mailto:|tel:|sms:|https:|$)/.test(address)) continue;
        const [path = ''] = address.split('#');
        const target = join(dirname(file), path);
        if (!files.has(target)) dead.push(`${file}: ${address}`);
      }
    }
    expect([...new Set(dead)]).toEqual([]);
  });

  test('opens from the disk in a browser, axe clean, and a phone shows it without a sideways scroll', async () => {
    const page = await browser().newPage({ viewport: { width: 390, height: 800 } });
    const failed: string[] = [];
    // What is cut off by going on to the next page is not missing.
    page.on('requestfailed', (request) => {
      const missing = request.failure()?.errorText.includes('FILE_NOT_FOUND') ?? false;
      if (missing) failed.push(request.url());
    });
    for (const name of [
      'index',
      'lessons',
      'lessons/13',
      'programme',
      'plan',
      'pages',
      'files',
      'pages/help-doming',
      'pages/sign-up',
    ]) {
      await page.goto(pathToFileURL(join(out, `${name}.html`)).href);
      expect([name, await overflow(page)]).toEqual([name, 0]);
      if (!name.startsWith('pages/')) expect([name, await axeFindings(page)]).toEqual([name, []]);
    }
    await page.close();
    expect(failed).toEqual([]);
  });
});

describe('the folder that is written into', () => {
  const folderWith = (...files: readonly string[]) => {
    const folder = mkdtempSync(join(place, 'folder-'));
    for (const file of files) writeFileSync(join(folder, file), 'hers');
    return folder;
  };

  test('may be new or empty, and one of ours is written anew', () => {
    expect(refusalOf(join(place, 'not yet'))).toBeNull();
    const folder = folderWith();
    expect(refusalOf(folder)).toBeNull();
    writeFolder(
      folder,
      new Map([
        ['a.html', '1'],
        ['pages/b.html', '1'],
      ]),
    );
    writeFileSync(join(folder, 'her-notes.txt'), 'hers');
    expect(refusalOf(folder)).toBeNull();
    writeFolder(folder, new Map([['a.html', '2']]));
    expect(readFileSync(join(folder, 'a.html'), 'utf8')).toBe('2');
    expect(readdirSync(join(folder, 'pages'))).toEqual([]);
    expect(readFileSync(join(folder, 'her-notes.txt'), 'utf8')).toBe('hers');
  });

  test('is refused where it holds what is not ours, or is a file', () => {
    const folder = folderWith('thesis.doc');
    expect(refusalOf(folder)).toMatch(/name an empty folder/);
    expect(refusalOf(join(folder, 'thesis.doc'))).toMatch(/is a file/);
    writeFileSync(join(folder, 'written-by-course-preview.json'), '{"a":1}');
    expect(refusalOf(folder)).toMatch(/name an empty folder/);
  });

  test('a list that names files outside it deletes none of them', () => {
    const folder = folderWith();
    const names = ['../beside.txt', '/etc/hosts', 'pages/../../beside.txt', '..'];
    writeFileSync(join(place, 'beside.txt'), 'hers');
    writeFileSync(join(folder, 'written-by-course-preview.json'), JSON.stringify(names));
    writeFolder(folder, new Map([['a.html', '1']]));
    expect(readFileSync(join(place, 'beside.txt'), 'utf8')).toBe('hers');
  });

  test('is still ours after a write that was cut off', () => {
    const folder = folderWith();
    mkdirSync(join(folder, 'b.html'));
    expect(() =>
      writeFolder(
        folder,
        new Map([
          ['a.html', '1'],
          ['b.html', '1'],
        ]),
      ),
    ).toThrow();
    expect(refusalOf(folder)).toBeNull();
  });
});

test('readers of the same other lines stand together, and addresses are no difference', () => {
  const first = 'Ring 999.\nhttps://course.example/help/GB\nYour baby sleeps.';
  const others = new Map([
    ['US', 'Ring 911.\nhttps://course.example/help/US\nYour baby sleeps.'],
    ['CA', 'Ring 911.\nYour baby sleeps.'],
    ['quiet', 'Ring 999.'],
  ]);
  expect(textDifferences(first, others)).toEqual([
    { readers: ['US', 'CA'], instead: ['Ring 911.'], without: ['Ring 999.'] },
    { readers: ['quiet'], instead: [], without: ['Your baby sleeps.'] },
  ]);
});
