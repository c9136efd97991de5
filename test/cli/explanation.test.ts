import { describe, expect, it } from 'vitest';
import { explanation } from '../../cli/explanation.js';
import { runScenario } from '../../scenarios/runner/index.js';
import { RULES } from '../../src/rules/catalogue/index.js';

const STORY = `backlot: 1
scenario: Two prospects, one assigned
steps:
  - create: { engagement.User: { as: dan, email: dan@example.com } }
  - create: { engagement.Prospect: { as: jane, email: jane@example.com, lastName: Jensen } }
  - create: { engagement.Prospect: { as: bo, email: bo@example.com, lastName: Bo } }
  - assign: { prospect: jane, to: { user: dan } }
  - settle:
`;

describe('What a trace explains', () => {
  it('is every decision with its rules in words, and the writes', async () => {
    const text = explanation((await runScenario(STORY)).trace.entries(), null, RULES)!;
    expect(text).toContain('engagement  CREATE  prospect 1 is assigned and unknown to Salesforce  (created-person)');
    expect(text).toContain('AE-2  Assignment decides when a prospect goes to Salesforce');
    expect(text).toMatch(/salesforce\.Lead 00Q\w+ {2}create by 005\w+/);
    expect(text).toContain('prospect 2 is not assigned');
  });

  it('is only about the record that has a value or an id', async () => {
    const entries = (await runScenario(STORY)).trace.entries();
    const text = explanation(entries, 'BO@example.com', RULES)!;
    expect(text).toContain('prospect 2 is not assigned');
    expect(text).not.toContain('prospect 1 is');
    const lead = entries.find((entry) => entry.kind === 'change' && entry.object === 'Lead');
    const id = lead?.kind === 'change' ? lead.id : '';
    expect(explanation(entries, id.slice(0, 15), RULES)).toContain(id);
  });

  it('is nothing for a record that nobody decided about', async () => {
    expect(explanation((await runScenario(STORY)).trace.entries(), 'nobody@example.com', RULES)).toBeNull();
  });
});
