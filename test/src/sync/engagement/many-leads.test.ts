import { expect, it } from 'vitest';
import { Stage } from './stage.js';

const LEADS = 2_000;
/** Records of one collection, and of one connector call. */
const BATCHES = LEADS / 200;

it('brings 2,000 changed leads over in one page and ten batches, and the next pass finds nothing to do', async () => {
  const stage = new Stage();
  stage.set({ autoCreateProspects: true });
  const ids = Array.from({ length: LEADS }, (_, index) => stage.lead({ Email: `lead${index}@example.com` }));
  await stage.settle();
  await stage.advance(600_000);
  await stage.settle();
  for (const id of ids) stage.update('Lead', id, { Title: 'CTO' });
  await stage.advance(120_000);
  const { calls, changes } = stage.mark;
  expect(await stage.pass()).toMatchObject({ writes: LEADS, left: 0 });
  expect(new Set(stage.list('Prospect').map(({ jobTitle }) => jobTitle))).toEqual(new Set(['CTO']));
  expect(stage.writes(changes, 'salesforce')).toEqual([]);
  const count = (purpose: string, system: string): number => stage.calls(calls, purpose).filter((call) => call.startsWith(system)).length;
  expect([count('read', 'salesforce'), count('write', 'salesforce')]).toEqual([0, 0]);
  // Each batch is looked up once and written once; the users of the unit are read once.
  expect([count('read', 'engagement'), count('write', 'engagement')]).toEqual([BATCHES + 1, BATCHES]);
  expect(count('poll', 'salesforce')).toBe(3);
  const quiet = stage.mark;
  await stage.advance(600_000);
  expect(await stage.pass()).toMatchObject({ writes: 0, left: 0 });
  expect(stage.calls(quiet.calls).filter((call) => !call.includes('oauth2'))).toHaveLength(4);
}, 60_000);
