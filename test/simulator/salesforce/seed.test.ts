import { expect, it } from 'vitest';
import { createWorld } from '../../../simulator/kernel/world.js';
import { createSalesforce } from '../../../simulator/salesforce/index.js';

it('plants the same plausible company for the same seed, and another for another', () => {
  const planted = (seed: number) => {
    const { people, seed: plant } = createSalesforce(createWorld({ seed }));
    plant('small');
    return ['Account', 'Contact', 'Lead', 'Opportunity', 'Campaign'].map((type) => people.list(type));
  };
  expect(planted(1)).toEqual(planted(1));
  expect(planted(1)).not.toEqual(planted(2));
  for (const rows of planted(1)) expect(rows.length).toBeGreaterThan(0);
});
