import { describe, expect, it } from 'vitest';
import type { Journal } from '../../../src/journal/journal.js';
import { createMemoryJournal } from '../../../src/journal/memory-journal.js';
import { createConfiguredSettings } from '../../../src/sync/configured-settings.js';

const unit = '0Uv000000000001CAA';

function settingsAt(now: number, journal: Journal, values: Readonly<Record<string, unknown>>) {
  return createConfiguredSettings({ engagement: { [unit]: values }, intacct: values }, journal, { now: () => now });
}

describe('Settings from a configuration', () => {
  it('hold since the beginning when the core starts for the first time, over the defaults', () => {
    const settings = settingsAt(100, createMemoryJournal(), { autoCreateProspects: true });
    expect(settings.engagement(unit, 1)).toMatchObject({ autoCreateProspects: true, matchByEmailWhenNoCrmId: true, paused: true });
    expect(settings.intacct(1)).toEqual({ autoCreateProspects: true });
  });

  it('count a changed value as saved at the start that brought it', () => {
    const journal = createMemoryJournal();
    settingsAt(100, journal, { autoCreateProspects: true }).engagement(unit, 0);
    const settings = settingsAt(200, journal, { autoCreateProspects: false });
    expect(settings.engagement(unit, 199)['autoCreateProspects']).toBe(true);
    expect(settings.engagement(unit, 200)['autoCreateProspects']).toBe(false);
    expect(settings.history({ system: 'engagement', unit }, 'autoCreateProspects')).toEqual([
      { at: 0, value: true },
      { at: 200, value: false },
    ]);
  });

  it('fall back to the default when a key leaves the configuration', () => {
    const journal = createMemoryJournal();
    settingsAt(100, journal, { matchByEmailWhenNoCrmId: false }).engagement(unit, 0);
    const settings = settingsAt(200, journal, {});
    expect(settings.engagement(unit, 300)['matchByEmailWhenNoCrmId']).toBe(true);
  });

  it('keep one history when nothing changed', () => {
    const journal = createMemoryJournal();
    settingsAt(100, journal, { paused: false }).engagement(unit, 0);
    const settings = settingsAt(200, journal, { paused: false });
    expect(settings.history({ system: 'engagement', unit }, 'paused')).toEqual([{ at: 0, value: false }]);
    expect(settings.history({ system: 'engagement', unit }, 'reverseSync')).toEqual([{ at: 0, value: false }]);
  });

  it('begin with what was there before anything was said, of Intacct, too', () => {
    const journal = createMemoryJournal();
    settingsAt(100, journal, {}).intacct(0);
    const settings = settingsAt(200, journal, { 'orderEntry.advancedWorkflow': true });
    const history = (key: string) => settings.history({ system: 'intacct' }, key);
    expect(history('orderEntry.advancedWorkflow')).toEqual([
      { at: 0, value: null },
      { at: 200, value: true },
    ]);
    expect(history('accounts.addNew')).toEqual([{ at: 0, value: null }]);
  });
});
