import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = [process.env['CHROMIUM'] ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where the browser for tests of pages is; null when this machine has none. */
export const CHROMIUM = PLACES.find((place) => place !== '' && existsSync(place)) ?? null;

/** What a test that needs it says when there is none. On CI that is a failure: it installs one. */
export const WITHOUT_CHROMIUM = 'no Chromium here: install it (apt-get install chromium), or say where it is with CHROMIUM=/path';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

export function openBrowser(): Promise<Browser> {
  if (CHROMIUM === null) throw new Error(WITHOUT_CHROMIUM);
  return chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, '--disable-component-update', '--disable-sync'] });
}
