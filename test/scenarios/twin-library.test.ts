import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { playStory } from '../../scenarios/runner/player.js';
import type { Trace } from '../../scenarios/runner/stage/trace.js';
import { readerBeside, storiesIn } from '../../scenarios/runner/stories.js';
import { WATCHED as engagement } from '../../src/sync/engagement/poll.js';
import { WATCHED as intacct } from '../../src/sync/intacct/poll.js';
import { tellStory } from './tell-story.js';

const ROOT = join(import.meta.dirname, '../../scenarios');
const FILES = readdirSync(ROOT, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.yaml') && !/(^|\/)fixtures\//.test(file))
  .sort();

const WATCHED = new Set([...engagement].map((object) => `engagement ${object}`).concat([...intacct].map((object) => `intacct ${object}`)));

/** Asked for when their time has come, or when settings changed: no change of a record is news to them. */
const LOOKED_AT_BY_THE_CLOCK = new Set(['intacct Opportunity', 'intacct ia_crm__Intacct_Configuration__c']);

/** What standing queries asked for, each with a scenario. */
const polledByFlow = new Map<string, string>();

describe('a scenario that ships leaves the same trace as its twin', () => {
  it.each(FILES)('%s', async (name) => {
    const file = join(ROOT, name);
    const readFile = readerBeside(file);
    for (const story of storiesIn(readFileSync(file, 'utf8'), file).stories) {
      const played = await playStory(story, { readFile });
      const told = await tellStory(story, readFile);
      expect(told.failure?.report ?? null).toBeNull();
      expect(told.trace.text()).toBe(played.trace.text());
      for (const polled of polledIn(played.trace)) polledByFlow.set(polled, name);
    }
  });

  it('asks standing queries for what the flow says that it watches, so that no poll with news is passed over', () => {
    expect(polledByFlow.size).toBeGreaterThan(10);
    expect([...polledByFlow].filter(([polled]) => !WATCHED.has(polled) && !LOOKED_AT_BY_THE_CLOCK.has(polled))).toEqual([]);
  });
});

/** What the standing queries of a play asked for in Salesforce: `engagement Lead`. The flow stands in the call's trace id. */
function polledIn(trace: Trace): readonly string[] {
  return trace.entries().flatMap((entry) => {
    if (entry.kind !== 'call' || entry.system !== 'salesforce' || entry.headers['tracestate'] !== 'backlot=poll') return [];
    const flow = entry.headers['traceparent']!.startsWith('00-0000000a') ? 'engagement' : 'intacct';
    const object = /\bFROM[+ ](\w+)/.exec(decodeURIComponent(entry.query))?.[1];
    return object === undefined ? [] : [`${flow} ${object}`];
  });
}
