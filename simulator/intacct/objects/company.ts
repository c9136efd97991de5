import { defineObject, type FieldDefinition, flag, reference, STATUS, text } from './definition.js';

const date = (name: string, label: string): FieldDefinition => ({ name, label, type: 'date' });

/** LOCATION. Source: developer.intacct.com, "Locations". */
export const LOCATION = defineObject({
  name: 'LOCATION',
  label: 'Location',
  plural: 'Locations',
  key: 'LOCATIONID',
  fields: [
    text('LOCATIONID', 'Location ID', 20, { isRequired: true }),
    text('NAME', 'Name', 100, { isRequired: true }),
    reference('PARENTID', 'Parent location', 'LOCATION'),
    reference('SUPERVISORID', 'Manager', 'EMPLOYEE'),
    reference('CONTACTINFO.CONTACTNAME', 'Primary contact', 'CONTACT'),
    reference('SHIPTO.CONTACTNAME', 'Ship-to contact', 'CONTACT'),
    date('STARTDATE', 'Start date'),
    date('ENDDATE', 'End date'),
    text('CUSTTITLE', 'Custom title'),
    text('CURRENCY', 'Currency', 3),
    STATUS,
  ],
  relations: [{ name: 'PARENT', object: 'LOCATION', field: 'PARENTID' }],
});

/** LOCATIONENTITY: every entity is also a location. Source: developer.intacct.com, "Entities". */
export const LOCATIONENTITY = defineObject({
  name: 'LOCATIONENTITY',
  label: 'Entity',
  plural: 'Entities',
  key: 'LOCATIONID',
  fields: [
    text('LOCATIONID', 'Entity ID', 20, { isRequired: true }),
    text('NAME', 'Name', 100, { isRequired: true }),
    text('REPORTPRINTAS', 'Print as'),
    reference('SUPERVISORID', 'Manager', 'EMPLOYEE'),
    text('FIRSTMONTH', 'First fiscal month'),
    text('FIRSTMONTHTAX', 'First tax month'),
    text('WEEKSTART', 'Week start'),
    text('FEDERALID', 'Federal ID', 20),
    date('STARTDATE', 'Start date'),
    date('ENDDATE', 'End date'),
    flag('HAS_IE_RELATION', 'Has inter-entity relation'),
    reference('CUSTOMERID', 'Customer', 'CUSTOMER'),
    text('VENDORID', 'Vendor'),
    text('CURRENCY', 'Currency', 3),
    text('TAXID', 'Tax ID', 30),
    text('LEGALNAME', 'Legal name', 200),
    text('OPCOUNTRY', 'Operational country'),
    STATUS,
  ],
});

/** EMPLOYEE. Source: developer.intacct.com, "Employees". */
export const EMPLOYEE = defineObject({
  name: 'EMPLOYEE',
  label: 'Employee',
  plural: 'Employees',
  key: 'EMPLOYEEID',
  fields: [
    text('EMPLOYEEID', 'Employee ID', 20, { isRequired: true }),
    reference('PERSONALINFO.CONTACTNAME', 'Contact', 'CONTACT', { isRequired: true }),
    text('TITLE', 'Title', 100),
    reference('LOCATIONID', 'Location', 'LOCATION'),
    reference('DEPARTMENTID', 'Department', 'DEPARTMENT'),
    reference('SUPERVISORID', 'Manager', 'EMPLOYEE'),
    date('STARTDATE', 'Start date'),
    date('ENDDATE', 'End date'),
    STATUS,
  ],
  relations: [{ name: 'CONTACT', object: 'CONTACT', field: 'PERSONALINFO.CONTACTNAME' }],
});

/**
 * USERINFO.
 *
 * Source:  developer.intacct.com, "Users": types, and the codes that readByQuery compares.
 * Assumed: a blank contact is allowed, because the stage's users have none.
 */
export const USERINFO = defineObject({
  name: 'USERINFO',
  label: 'User',
  plural: 'Users',
  key: 'LOGINID',
  fields: [
    text('LOGINID', 'User ID', 80, { isRequired: true }),
    text('DESCRIPTION', 'User name', 200),
    reference('CONTACTINFO.CONTACTNAME', 'Contact', 'CONTACT'),
    {
      name: 'USERTYPE',
      label: 'User type',
      type: 'choice',
      choices: ['business user', 'employee user', 'CRM user', 'view only user', 'dashboard user', 'platform user'],
      codes: {
        'business user': 'B',
        'employee user': 'E',
        'CRM user': 'C',
        'view only user': 'V',
        'dashboard user': 'D',
        'platform user': 'P',
      },
      default: 'business user',
    },
    { name: 'ADMIN', label: 'Admin privileges', type: 'choice', choices: ['off', 'limited', 'full'], default: 'off' },
    flag('LOGINDISABLED', 'Login disabled'),
    flag('SSO_ENABLED', 'Single sign-on'),
    text('SSO_FEDERATED_ID', 'Federated user ID'),
    text('USERLOCATIONS', 'Entities that the user is restricted to'),
    STATUS,
  ],
});
