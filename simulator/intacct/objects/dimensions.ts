import { defineObject, type FieldDefinition, flag, reference, STATUS, text } from './definition.js';

const date = (name: string, label: string): FieldDefinition => ({ name, label, type: 'date' });

/** DEPARTMENT. Source: developer.intacct.com, "Departments". */
export const DEPARTMENT = defineObject({
  name: 'DEPARTMENT',
  label: 'Department',
  plural: 'Departments',
  key: 'DEPARTMENTID',
  fields: [
    text('DEPARTMENTID', 'Department ID', 20, { isRequired: true }),
    text('TITLE', 'Name', 80, { isRequired: true }),
    reference('PARENTID', 'Parent department', 'DEPARTMENT'),
    reference('SUPERVISORID', 'Manager', 'EMPLOYEE'),
    text('CUSTTITLE', 'Custom title'),
    STATUS,
  ],
  relations: [{ name: 'PARENT', object: 'DEPARTMENT', field: 'PARENTID' }],
});

/** CLASS. Source: developer.intacct.com, "Classes". */
export const CLASS = defineObject({
  name: 'CLASS',
  label: 'Class',
  plural: 'Classes',
  key: 'CLASSID',
  fields: [
    text('CLASSID', 'Class ID', 20, { isRequired: true }),
    text('NAME', 'Name', 100, { isRequired: true }),
    text('DESCRIPTION', 'Description', 200),
    reference('PARENTID', 'Parent class', 'CLASS'),
    STATUS,
  ],
  relations: [{ name: 'PARENT', object: 'CLASS', field: 'PARENTID' }],
});

/** PROJECT. Source: developer.intacct.com, "Projects". Assumed: which of its many fields are kept. */
export const PROJECT = defineObject({
  name: 'PROJECT',
  label: 'Project',
  plural: 'Projects',
  key: 'PROJECTID',
  fields: [
    text('PROJECTID', 'Project ID', 20, { isRequired: true }),
    text('NAME', 'Name', 100, { isRequired: true }),
    text('DESCRIPTION', 'Description', 4000),
    text('PROJECTCATEGORY', 'Category', 40),
    text('PROJECTTYPE', 'Type', 80),
    text('PROJECTSTATUS', 'Project status', 80),
    reference('CUSTOMERID', 'Customer', 'CUSTOMER'),
    reference('MANAGERID', 'Manager', 'EMPLOYEE'),
    reference('PARENTID', 'Parent project', 'PROJECT'),
    reference('LOCATIONID', 'Location', 'LOCATION'),
    reference('DEPARTMENTID', 'Department', 'DEPARTMENT'),
    reference('CLASSID', 'Class', 'CLASS'),
    reference('TERMNAME', 'Term', 'ARTERM'),
    text('CURRENCY', 'Currency', 3),
    date('BEGINDATE', 'Begin date'),
    date('ENDDATE', 'End date'),
    STATUS,
  ],
  relations: [
    { name: 'CUSTOMER', object: 'CUSTOMER', field: 'CUSTOMERID' },
    { name: 'PARENT', object: 'PROJECT', field: 'PARENTID' },
  ],
});

/** GLACCOUNT. Source: developer.intacct.com, "Accounts" of the general ledger. */
export const GLACCOUNT = defineObject({
  name: 'GLACCOUNT',
  label: 'Account',
  plural: 'GL accounts',
  key: 'ACCOUNTNO',
  fields: [
    text('ACCOUNTNO', 'Account number', 24, { isRequired: true }),
    text('TITLE', 'Title', 80, { isRequired: true }),
    {
      name: 'ACCOUNTTYPE',
      label: 'Account type',
      type: 'choice',
      choices: ['balancesheet', 'incomestatement'],
      default: 'balancesheet',
    },
    { name: 'NORMALBALANCE', label: 'Normal balance', type: 'choice', choices: ['debit', 'credit'], default: 'debit' },
    {
      name: 'CLOSINGTYPE',
      label: 'Period end closing type',
      type: 'choice',
      choices: ['non-closing account', 'closing account', 'closed to account'],
      default: 'non-closing account',
    },
    text('CATEGORY', 'Category', 80),
    flag('TAXABLE', 'Taxable'),
    STATUS,
  ],
});

/** REPORTINGPERIOD. Source: developer.intacct.com, "Reporting periods". */
export const REPORTINGPERIOD = defineObject({
  name: 'REPORTINGPERIOD',
  label: 'Reporting period',
  plural: 'Reporting periods',
  key: 'NAME',
  fields: [
    text('NAME', 'Name', 80, { isRequired: true }),
    { name: 'START_DATE', label: 'Start date', type: 'date', isRequired: true },
    { name: 'END_DATE', label: 'End date', type: 'date', isRequired: true },
    flag('BUDGETING', 'Budgetable'),
    STATUS,
  ],
});

/** PRODUCTLINE. Source: developer.intacct.com, "Product lines". */
export const PRODUCTLINE = defineObject({
  name: 'PRODUCTLINE',
  label: 'Product line',
  plural: 'Product lines',
  key: 'PRODUCTLINEID',
  fields: [
    text('PRODUCTLINEID', 'Product line ID', 20, { isRequired: true }),
    text('DESCRIPTION', 'Description', 200),
    reference('PARENTLINE', 'Parent line', 'PRODUCTLINE'),
    STATUS,
  ],
});

/** ARACCOUNTLABEL. Source: developer.intacct.com, "AR account labels". */
export const ARACCOUNTLABEL = defineObject({
  name: 'ARACCOUNTLABEL',
  label: 'Account label',
  plural: 'AR account labels',
  key: 'ACCOUNTLABEL',
  fields: [
    text('ACCOUNTLABEL', 'Label', 80, { isRequired: true }),
    text('DESCRIPTION', 'Description', 200),
    reference('GLACCOUNTNO', 'GL account', 'GLACCOUNT', { isRequired: true }),
    STATUS,
  ],
});

/** What contacts say of taxes must exist here. Source: developer.intacct.com, "Contact tax groups", "Tax schedules", "Tax solutions". */
export const CONTACTTAXGROUP = defineObject({
  name: 'CONTACTTAXGROUP',
  label: 'Contact tax group',
  plural: 'Contact tax groups',
  key: 'NAME',
  fields: [text('NAME', 'Name', 80, { isRequired: true }), STATUS],
});

export const TAXSOLUTION = defineObject({
  name: 'TAXSOLUTION',
  label: 'Tax solution',
  plural: 'Tax solutions',
  key: 'SOLUTIONID',
  fields: [text('SOLUTIONID', 'Solution ID', 80, { isRequired: true }), text('DESCRIPTION', 'Description', 200), STATUS],
});

export const TAXSCHEDULE = defineObject({
  name: 'TAXSCHEDULE',
  label: 'Tax schedule',
  plural: 'Tax schedules',
  key: 'NAME',
  fields: [
    text('NAME', 'Name', 80, { isRequired: true }),
    text('DESCRIPTION', 'Description', 200),
    reference('TAXSOLUTIONID', 'Tax solution', 'TAXSOLUTION'),
    STATUS,
  ],
});
