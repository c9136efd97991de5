import { defineObject, type FieldDefinition, flag, reference, STATUS, text } from './definition.js';

const integer = (name: string, label: string): FieldDefinition => ({ name, label, type: 'integer' });

/** ARTERM. Source: developer.intacct.com, "AR terms". */
export const ARTERM = defineObject({
  name: 'ARTERM',
  label: 'Term',
  plural: 'AR terms',
  key: 'NAME',
  fields: [
    text('NAME', 'Name', 40, { isRequired: true }),
    text('DESCRIPTION', 'Description', 200),
    integer('DUEDATE', 'Due days'),
    text('DUEFROM', 'Due from'),
    integer('DISCDATE', 'Discount days'),
    text('DISCFROM', 'Discount from'),
    { name: 'DISCAMOUNT', label: 'Discount', type: 'decimal' },
    text('DISCPERCAMN', 'Discount unit'),
    STATUS,
  ],
});

/** CUSTTYPE. Source: developer.intacct.com, "Customer types". */
export const CUSTTYPE = defineObject({
  name: 'CUSTTYPE',
  label: 'Customer type',
  plural: 'Customer types',
  key: 'NAME',
  fields: [text('NAME', 'Name', 80, { isRequired: true }), reference('PARENT', 'Parent type', 'CUSTTYPE'), STATUS],
});

/** TERRITORY. Source: developer.intacct.com, "Territories". */
export const TERRITORY = defineObject({
  name: 'TERRITORY',
  label: 'Territory',
  plural: 'Territories',
  key: 'TERRITORYID',
  fields: [
    text('TERRITORYID', 'Territory ID', 20, { isRequired: true }),
    text('NAME', 'Name', 80, { isRequired: true }),
    reference('PARENTID', 'Parent territory', 'TERRITORY'),
    reference('MANAGERID', 'Manager', 'EMPLOYEE'),
    STATUS,
  ],
  relations: [{ name: 'PARENT', object: 'TERRITORY', field: 'PARENTID' }],
});

/** ITEM. Source: developer.intacct.com, "Items". */
export const ITEM = defineObject({
  name: 'ITEM',
  label: 'Item',
  plural: 'Items',
  key: 'ITEMID',
  fields: [
    text('ITEMID', 'Item ID', 30, { isRequired: true }),
    text('NAME', 'Name', 100, { isRequired: true }),
    {
      name: 'ITEMTYPE',
      label: 'Item type',
      type: 'choice',
      choices: ['Inventory', 'Non-Inventory', 'Non-Inventory (Purchase only)', 'Non-Inventory (Sales only)', 'Kit', 'Stockable Kit'],
      isRequired: true,
    },
    reference('PRODUCTLINEID', 'Product line', 'PRODUCTLINE'),
    flag('TAXABLE', 'Taxable'),
    { name: 'BASEPRICE', label: 'Base price', type: 'decimal' },
    text('EXTENDED_DESCRIPTION', 'Extended description', 4000),
    STATUS,
  ],
});
