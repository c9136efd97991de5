import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { htmlReport } from '../../../../scenarios/runner/reporters/html/page.js';
import { CHROMIUM, openBrowser, WITHOUT_CHROMIUM } from '../../../browser.js';
import { pageOfFour } from './story-reports.js';

const EVENTS = 10_000;
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 390, height: 844 };
/** Numbers of the scenarios in the page's address. */
const [HOLDS, FAILS, INVALID, LONG] = [1, 2, 3, 4];

// What runs in the page is text: the types of browsers stay out of this project.

/** Elements that are wider within than without. */
const OVERFLOWING = `[...document.querySelectorAll('html,.one,.list,.picture,.detail,.failure,.bar')]
  .filter((element) => element.scrollWidth > element.clientWidth + 1)
  .map((element) => element.className || element.tagName)`;

/** How far texts stand out from what is behind them, as WCAG counts it. */
const CONTRASTS = `(() => {
  const parts = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const light = (colour) => {
    const [r, g, b] = parts(colour).map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    if (element === null) return 'rgb(255,255,255)';
    const { backgroundColor } = getComputedStyle(element);
    return parts(backgroundColor)[3] === 0 ? behind(element.parentElement) : backgroundColor;
  };
  return [...document.querySelectorAll('h1,h2,h3,p,dt,dd,pre,summary,button,small,.say,.halo,.at,.tag,th,td,dt,dd,h3,summary,ins,del,.badge')].map((element) => {
    const [a, b] = [light(getComputedStyle(element).color), light(behind(element))];
    return { what: element.tagName + '.' + element.className, ratio: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) };
  });
})()`;

if (CHROMIUM === null) process.stderr.write(`${WITHOUT_CHROMIUM}\n`);

describe.skipIf(CHROMIUM === null && process.env['CI'] === undefined)(`the HTML report in a browser`, { timeout: 60_000 }, () => {
  const file = join(mkdtempSync(join(tmpdir(), 'backlot-html-')), 'report.html');
  let browser: Browser;
  let page: Page;
  let errors: string[] = [];

  beforeAll(async () => {
    writeFileSync(file, await pageOfFour(EVENTS));
    browser = await openBrowser();
  }, 60_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    errors = [];
    page = await browser.newPage({ viewport: WIDE });
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('request', (request) => request.url().startsWith('file:') || errors.push(`asks for ${request.url()}`));
  });
  afterEach(async () => {
    expect(errors).toEqual([]);
    await page.close();
  });

  const open = (number?: number): Promise<unknown> => page.goto(`file://${file}${number === undefined ? '' : `#${number}`}`);
  const text = async (selector: string): Promise<string> => (await page.locator(selector).first().textContent()) ?? '';
  const titles = (): Promise<string[]> => page.locator('.list li button').allTextContents();
  const focused = (): Promise<string> => page.evaluate("(document.activeElement.tagName + ' ' + document.activeElement.className).trim()");

  it('begins with what failed: the check, expected and actual, and the line', async () => {
    await open();
    expect((await titles())[0]).toContain('A customer that was never made');
    expect(await text('.failure')).toMatch(/This did not hold.*intacct\.CUSTOMER: 2/s);
    expect(await text('.failure dl')).toMatch(/expected2 live intacct\.CUSTOMERactual1: .*replaybacklot run .*--seed 1/s);
    const [failure, picture] = [await page.locator('.failure').boundingBox(), await page.locator('.picture').boundingBox()];
    expect(failure!.y).toBeLessThan(picture!.y);
    expect(await text('.about strong')).toBe('bold');
    expect(await text('.row.step.failed')).toContain('intacct.CUSTOMER: 2');
  });

  it('filters the list by words, tags, rules and outcome', async () => {
    await open();
    const shown = async (words: string): Promise<number> => {
      await page.locator('input[type=search]').fill(words);
      return (await titles()).length;
    };
    expect([
      await shown('made-up'),
      await shown('IA-17'),
      await shown('failed'),
      await shown('passed merg'),
      await shown('nothing of it'),
    ]).toEqual([1, 2, 1, 2, 0]);
    expect(await text('.list')).toContain('No scenario has all these words');
  });

  it('says how many the filter found, and heads what passed by its folder', async () => {
    await open();
    expect(await page.locator('.list h3').allTextContents()).toEqual(['Did not pass 2', expect.stringMatching(/scenarios\/intacct 2$/)]);
    await page.locator('input[type=search]').fill('merg');
    expect(await text('.list [role=status]')).toBe('2 of 4');
  });

  it('has a lane for each system and the sync core, and calls as arrows that open to request and reply', async () => {
    await open(HOLDS);
    expect(await page.locator('.lanes span').allTextContents()).toEqual(['', 'Salesforce', 'Account Engagement', 'Sync core', 'Intacct']);
    const call = page.locator('.row.call', { has: page.locator('.arrow.right') }).first();
    const lanes = await page.locator('.lanes span').evaluateAll((spans) =>
      spans.map((span) => {
        const { left, width } = span.getBoundingClientRect();
        return left + width / 2;
      }),
    );
    const arrow = await call.locator('.arrow').boundingBox();
    expect(Math.abs(arrow!.x - lanes[3]!)).toBeLessThan(8);
    expect(Math.abs(arrow!.x + arrow!.width - lanes[4]!)).toBeLessThan(8);
    // Rows are drawn anew while the page settles: a click may meet one that is just going.
    await vi.waitFor(
      async () => {
        await call.click();
        expect(await text('.detail')).toMatch(/Call to Intacct.*POST \/ia\/xml\/xmlgw\.phtml.*Request<\?xml.*Reply 200<\?xml/s);
      },
      { timeout: 10_000 },
    );
    expect(await text('.detail')).not.toContain('<password>backlot');
  });

  it('draws the arrow of a call before what the call changed', async () => {
    await open(HOLDS);
    await page.keyboard.press('ArrowRight');
    const rows = await page.locator('.row').allTextContents();
    const at = rows.findIndex((row) => row.includes('create CUSTOMER “') || row.includes('create winner (CUSTOMER)'));
    expect(rows[at - 2]).toContain('200 create CUSTOMER');
    expect(rows[at - 1]).toContain('create CONTACT');
  });

  it('shows of a decision its rules with their sentences, and the facts that it saw', async () => {
    await open(FAILS);
    await page.locator('.picture').evaluate((box) => box.scrollTo(0, 0));
    await vi.waitFor(
      async () => {
        await page.locator('.row.decision', { hasText: 'create love' }).first().click();
        expect(await text('.detail')).toMatch(/Decision: create/);
      },
      { timeout: 10_000 },
    );
    expect(await text('.detail .rule strong')).toMatch(/^IA-\d+$/);
    expect((await text('.detail .rule')).length).toBeGreaterThan(30);
    expect(await text('.detail')).toMatch(/Facts that it saw\s*\{/);
  });

  it('steps with the arrow keys, and marks what each step changed in the records', async () => {
    await open(FAILS);
    expect(await text('.now')).toMatch(/^step 4 of 4: expects/);
    for (let back = 0; back < 3; back += 1) await page.keyboard.press('ArrowLeft');
    expect(await text('.now')).toMatch(/^step 1 of 4: edits love/);
    const record = page.locator('.record.changed', { hasText: 'love (Account)' });
    const phone = record.locator('tr', { hasText: 'Phone' }).first();
    expect([await phone.locator('del').textContent(), await phone.locator('ins').textContent()]).toEqual(['1', '2']);
    await page.keyboard.press('ArrowLeft');
    expect(await text('.now')).toMatch(/^given 3 of 3: settles/);
    expect(
      await page
        .locator('.record.changed', { has: page.locator('strong', { hasText: 'CUSTOMER' }) })
        .first()
        .textContent(),
    ).toContain('new');
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('.row[aria-selected=true]').getAttribute('class')).not.toContain('step');
    await page.keyboard.press('ArrowRight');
    expect(await text('.now')).toMatch(/^step 1 of 4/);
  });

  it('shows why a file cannot be understood, with the line and what to write instead', async () => {
    await open(INVALID);
    expect(await text('.failure')).toMatch(
      /^This file cannot be understood.*crate.*\n +\^problemunknown verb "crate"hintDid you mean "create"\?$/s,
    );
    expect(await page.locator('.picture').count()).toBe(0);
  });

  it('opens the rules that a scenario proves to their sentences', async () => {
    await open(FAILS);
    await page.locator('.proves summary').click();
    expect(await text('.proves .rule')).toMatch(/^IA-8 A customer's id comes from/);
  });

  it('has a name for everything that a screen reader meets', async () => {
    await open(FAILS);
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const roles = new Set(['button', 'slider', 'checkbox', 'searchbox', 'listbox', 'option', 'navigation', 'heading', 'image']);
    const met = nodes.filter(({ ignored, role }) => !ignored && roles.has(String(role?.value)));
    const named = met.map(({ role, name }) => `${role?.value}: ${String(name?.value ?? '').trim()}`);
    expect(new Set(met.map(({ role }) => role?.value))).toEqual(roles);
    expect(named.filter((each) => each.endsWith(': '))).toEqual([]);
    expect(named).toContain('button: failed A customer that was never made failing.yaml:2');
    expect(await page.locator('input[type=range]').getAttribute('aria-valuetext')).toMatch(/^step 4 of 4: expects/);
  });

  it('leads back: Escape to the list, the browser to the scenario before', async () => {
    await open(FAILS);
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.textContent')).toContain('A customer that was never made');
    await page.locator('.list button', { hasText: 'Merging two synced' }).click();
    expect(await text('h2')).toContain('Merging two synced');
    await page.goBack();
    await page.waitForFunction(`document.querySelector('h2').textContent === 'A customer that was never made'`);
    expect(await page.evaluate('document.activeElement.textContent')).toContain('A customer that was never made');
  });

  it('shows in the list which scenario an address names', async () => {
    await page.setViewportSize({ width: 1280, height: 260 });
    await open(LONG);
    const [list, item] = [await page.locator('.list').boundingBox(), await page.locator('.list button[aria-current=true]').boundingBox()];
    expect(item!.y).toBeGreaterThanOrEqual(list!.y);
    expect(item!.y + item!.height).toBeLessThanOrEqual(list!.y + list!.height + 1);
  });

  it('goes on paper without the list, and with every row', async () => {
    await open(FAILS);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
    expect([await page.locator('nav').isVisible(), await page.locator('.bar').isVisible()]).toEqual([false, false]);
    const sizes = await page.locator('.row').evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-setsize')));
    expect(sizes.length).toBe(Number(sizes[0]));
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect(await page.evaluate('document.documentElement.scrollHeight')).toBeGreaterThan(sizes.length * 34);
  });

  it('moves nothing by itself for who wants no motion', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open(HOLDS);
    const moving = `[...document.querySelectorAll('*')].filter((each) => getComputedStyle(each).transitionDuration !== '0s' || getComputedStyle(each).animationName !== 'none').length`;
    expect(await page.evaluate(moving)).toBe(0);
  });

  it('says so when nothing was played, and when a part of the file is damaged', async () => {
    const empty = join(mkdtempSync(join(tmpdir(), 'backlot-html-')), 'empty.html');
    writeFileSync(empty, htmlReport({ backlot: 1, passed: 0, failed: 0, scenarios: [] }));
    await page.goto(`file://${empty}`);
    expect(await text('main')).toBe('No scenario was played.');
    const damaged = join(mkdtempSync(join(tmpdir(), 'backlot-html-')), 'damaged.html');
    writeFileSync(damaged, readFileSync(file, 'utf8').replace(/(id="scenario-0" data-bytes="\d+">).{40}/, '$1'));
    await page.goto(`file://${damaged}#${HOLDS}`);
    expect(await text('main')).toMatch(/^The trace of .Merging two synced .* cannot be read: the file is damaged\.$/);
    await page.locator('.list button', { hasText: 'A customer that was never made' }).click();
    expect(await page.locator('.row').count()).toBeGreaterThan(5);
  });

  it('can be used without a mouse, and shows where one is', async () => {
    await open(HOLDS);
    await page.keyboard.press('/');
    expect(await focused()).toBe('INPUT');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await text('h2')).toBe('A customer that was never made');
    const reached = new Set<string>();
    for (let tab = 0; tab < 14; tab += 1) {
      await page.keyboard.press('Tab');
      reached.add(await focused());
      const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
      if ((await focused()) !== 'BODY') expect(outline).not.toBe('none');
    }
    for (const place of ['SUMMARY', 'BUTTON', 'INPUT', 'DIV picture', 'DIV detail']) expect([...reached]).toContain(place);
  });

  it.each(['light', 'dark'] as const)('is readable in %s: texts stand out from what is behind them', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await open(FAILS);
    const ratios = await page.evaluate<{ what: string; ratio: number }[]>(CONTRASTS);
    expect(ratios.length).toBeGreaterThan(40);
    expect(ratios.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
  });

  it('changes from light to dark with its button', async () => {
    await open(HOLDS);
    const background = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const before = await background();
    await page.getByRole('button', { name: 'Dark or light' }).click();
    expect(await background()).not.toBe(before);
  });

  it.each([
    ['1280 pixels', WIDE],
    ['390 pixels', NARROW],
  ])('needs no sideways scrolling at %s', async (_width, viewport) => {
    await page.setViewportSize(viewport);
    for (const number of [HOLDS, FAILS, INVALID, LONG]) {
      await open(number);
      for (const step of [1, 2, 3]) {
        if (step > 1) await page.keyboard.press('ArrowRight');
        const overflowing = await page.evaluate(OVERFLOWING);
        expect(overflowing).toEqual([]);
      }
      await page.goto('about:blank');
    }
  });

  it('goes from the list to a scenario and back on a phone', async () => {
    await page.setViewportSize(NARROW);
    await open();
    expect(await page.locator('main').isVisible()).toBe(false);
    await page.locator('.list li button').nth(1).click();
    expect([await page.locator('main').isVisible(), await page.locator('nav').isVisible()]).toEqual([true, false]);
    expect(await focused()).toBe('H2');
    await page.getByRole('button', { name: 'All scenarios' }).click();
    expect([await page.locator('main').isVisible(), await page.locator('nav').isVisible()]).toEqual([false, true]);
    expect(await focused()).toBe('BUTTON');
  });

  it(`has only the rows in sight of ${EVENTS.toLocaleString('en')} events in the page`, async () => {
    await open(LONG);
    expect(await text('.one .mono')).toContain(`${EVENTS} events`);
    const count = (selector: string): Promise<number> => page.locator(selector).count();
    expect(await count('.row')).toBeLessThan(60);
    expect(await count('.record')).toBeLessThan(100);
    await page.locator('.picture').evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await page.waitForFunction(
      `document.querySelectorAll('.row').length > 5 && document.querySelector('.row').getAttribute('aria-posinset') !== '1'`,
    );
    expect(await count('.row')).toBeLessThan(60);
    expect(await count('*')).toBeLessThan(6000);
  });

  it(`opens ${EVENTS.toLocaleString('en')} events within a second: the best of five, on whatever machine`, async () => {
    await open();
    const times = await page.evaluate<number[]>(`[1, 2, 3, 4, 5].map(() => {
      const button = [...document.querySelectorAll('.list button')].find((each) => each.textContent.includes('A very long one'));
      const began = performance.now();
      button.click();
      document.body.getBoundingClientRect();
      return performance.now() - began;
    })`);
    expect(await text('h2')).toBe('A very long one');
    expect(Math.min(...times)).toBeLessThan(1000);
  });
});
