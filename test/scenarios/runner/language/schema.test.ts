import { expect, it } from 'vitest';
import { scenarioSchema } from '../../../../scenarios/runner/language/schema.js';
import { VERBS } from '../../../../scenarios/runner/steps/index.js';

type Schema = { properties: Record<string, Schema>; description?: string; required?: string[]; additionalProperties?: unknown };
const known = { settings: [{ key: 'engagement.autoCreateProspects', label: 'Automatically create prospects' }] };
const schema = scenarioSchema(VERBS, known) as unknown as Schema & { $defs: { step: { oneOf: Schema[] } } };

it('has every key of a file and every verb', () => {
  expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(['backlot', 'scenario', 'settings', 'given', 'steps', 'examples']));
  expect(schema.required).toEqual(expect.arrayContaining(['backlot', 'scenario']));
  expect(schema.$defs.step.oneOf.map(({ required }) => required?.[0])).toEqual([...VERBS.keys()]);
});

it('describes each verb and its form', () => {
  const merge = schema.$defs.step.oneOf.find(({ required }) => required?.[0] === 'merge')!;
  expect(merge.description).toBe(VERBS.get('merge')!.about);
  expect(merge.properties['merge']).toMatchObject({ type: 'object', required: ['into', 'from'], additionalProperties: false });
});

it('completes settings', () => {
  expect(schema.properties['settings']!.properties).toEqual({
    'engagement.autoCreateProspects': { description: 'Automatically create prospects' },
  });
});
