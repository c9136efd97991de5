import { field } from './fields.js';
import { sObject } from './object.js';

const PARENTS = 'ref Account,Campaign,Case,Contact,Contract,Event,Lead,Opportunity,Product2,Task';

const OWNER = field('OwnerId', 'ref User', 'cud', { label: 'Owner ID', onDelete: 'none' });

/** Source: Object Reference, "Attachment". The content of `Body` is read at an address of its own. */
export const ATTACHMENT = sObject('Attachment', '00P', [
  field('ParentId', PARENTS, 'c', { label: 'Parent ID', children: 'Attachments', onDelete: 'cascade' }),
  field('Name', 'string(255)', 'cuN', { label: 'File Name' }),
  field('IsPrivate', 'boolean', 'cud', { label: 'Private' }),
  field('ContentType', 'string(120)', 'cun'),
  field('BodyLength', 'int(9)', 'd', { derive: (row) => Buffer.byteLength(String(row['Body'] ?? ''), 'base64') }),
  field('Body', 'base64', 'cu'),
  OWNER,
  field('Description', 'string(500)', 'cun'),
]);

/** Source: Object Reference, "Note". */
export const NOTE = sObject('Note', '002', [
  field('ParentId', PARENTS, 'c', { label: 'Parent ID', children: 'Notes', onDelete: 'cascade' }),
  field('Title', 'string(80)', 'cuN'),
  field('IsPrivate', 'boolean', 'cud', { label: 'Private' }),
  field('Body', 'textarea(32000)', 'cun'),
  OWNER,
]);
