import { z } from 'zod';
import { matcher } from '../language/pieces.js';
import { show } from '../language/show.js';
import { verb } from '../language/verb.js';
import { scanSettings } from '../lint/settings.js';
import type { Sight } from '../lint/sight.js';
import { saveSettings } from '../stage/save-settings.js';

/** An administrator saves settings on the vendors' pages. */
export const set = verb({
  name: 'set',
  about: 'An administrator changes settings, at this instant.',
  form: z.record(z.string(), matcher).meta({ write: 'Write { engagement.autoCreateProspects: false }.' }),
  text: (form) =>
    `sets ${Object.entries(form)
      .map(([key, value]) => `${key} to ${show(value)}`)
      .join(', ')}`,
  scan: (form, sight) => scanSettings(form, sight, sight.place),
  act: (form, scene) => scene.act(() => saveSettings(form, scene, scene.place)),
});

const SWITCHES = /^(?:connector|intacct|engagement@[\w-]+)$/;

const target = z
  .string()
  .regex(SWITCHES, 'is not something to pause')
  .meta({ write: 'Write connector, intacct, or engagement@emea for another unit.' });

/** Pauses a sync: the connector (changes wait) or the Intacct sync (changes are lost, D-18). */
export const pause = verb({
  name: 'pause',
  about: 'Pauses that sync: `connector` sets engagement.paused, `intacct` clears intacct.sync.enabled.',
  form: target,
  text: (form) => `pauses ${form}`,
  scan: (form, sight) => scanSwitch(form, true, sight),
  act: (form, scene) => scene.act(() => saveSettings(switched(form, true), scene, scene.place)),
});

export const resume = verb({
  name: 'resume',
  about: 'Lets that sync run again.',
  form: target,
  text: (form) => `resumes ${form}`,
  scan: (form, sight) => scanSwitch(form, false, sight),
  act: (form, scene) => scene.act(() => saveSettings(switched(form, false), scene, scene.place)),
});

function scanSwitch(form: string, isPaused: boolean, sight: Sight): void {
  const [key = '', value] = Object.entries(switched(form, isPaused))[0] ?? [];
  const page = key.slice(0, key.indexOf('.'));
  if (page.includes('@')) sight.unit(page.slice(page.indexOf('@') + 1), sight.place);
  sight.told.settings.set(page, { ...sight.told.settings.get(page), [key.slice(page.length + 1)]: value });
}

function switched(form: string, isPaused: boolean): Record<string, unknown> {
  if (form === 'intacct') return { 'intacct.sync.enabled': !isPaused };
  return { [`${form === 'connector' ? 'engagement' : form}.paused`]: isPaused };
}
