import { expect, it } from 'vitest';
import { createWorld } from '../../../../simulator/kernel/world.js';
import { createSalesforce } from '../../../../simulator/salesforce/index.js';
import { MIRRORED_SETTINGS, mirrorField } from '../../../../src/rules/intacct/configuration-mirror.js';

it('every setting that is mirrored has its field in the package', () => {
  const type = createSalesforce(createWorld()).people.type('ia_crm__Intacct_Configuration__c')!;
  const names = type.fields.map(({ name }) => name);
  expect(MIRRORED_SETTINGS.map(mirrorField).filter((field) => !names.includes(field))).toEqual([]);
});
