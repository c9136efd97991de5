import type { Row } from '../../kernel/table.js';
import { field, VIEWED } from './fields.js';
import { sObject } from './object.js';
import { CONNECTOR_KEY } from './package-fields.js';

const WHAT = 'ref Account,Campaign,Case,Contract,Opportunity,Product2';

/** Source: Object Reference, "Task". */
export const TASK = sObject('Task', '00T', [
  CONNECTOR_KEY,
  field('WhoId', 'ref Contact,Lead', 'cun', { label: 'Name ID', children: 'Tasks', onDelete: 'cascade' }),
  field('WhatId', WHAT, 'cun', { label: 'Related To ID', children: 'Tasks', onDelete: 'cascade' }),
  field('Subject', 'combobox(255)', 'cun', { picklist: 'Call;Email;Send Letter;Send Quote;Other' }),
  field('ActivityDate', 'date', 'cun', { label: 'Due Date Only' }),
  field('Status', 'picklist(255)', 'cud', { picklist: '*Not Started;In Progress;Completed;Waiting on someone else;Deferred' }),
  field('Priority', 'picklist(255)', 'cud', { picklist: 'High;*Normal;Low' }),
  field('IsHighPriority', 'boolean', 'd', { label: 'High Priority', derive: (row) => row['Priority'] === 'High' }),
  field('OwnerId', 'ref Group,User', 'cud', { label: 'Assigned To ID', onDelete: 'none' }),
  field('Description', 'textarea(32000)', 'cun'),
  field('AccountId', 'ref Account', 'n', { label: 'Account ID', onDelete: 'none' }),
  field('IsClosed', 'boolean', 'd', { label: 'Closed', derive: (row) => row['Status'] === 'Completed' }),
  field('IsArchived', 'boolean', 'd', { label: 'Archived' }),
  field('CallDurationInSeconds', 'int(8)', 'cun', { label: 'Call Duration' }),
  field('CallType', 'picklist(40)', 'cun', { picklist: 'Internal;Inbound;Outbound' }),
  field('CallDisposition', 'string(255)', 'cun', { label: 'Call Result' }),
  field('CallObject', 'string(255)', 'cun', { label: 'Call Object Identifier' }),
  field('ReminderDateTime', 'datetime', 'cun', { label: 'Reminder Date/Time' }),
  field('IsReminderSet', 'boolean', 'cud', { label: 'Reminder Set' }),
  field('TaskSubtype', 'picklist(40)', 'cnr', { picklist: '*Task;Email;ListEmail;Cadence;Call;LinkedIn' }),
  field('CompletedDateTime', 'datetime', 'n', { label: 'Completed Date' }),
]);

/** Source: Object Reference, "Event". */
export const EVENT = sObject('Event', '00U', [
  field('WhoId', 'ref Contact,Lead', 'cun', { label: 'Name ID', children: 'Events', onDelete: 'cascade' }),
  field('WhatId', WHAT, 'cun', { label: 'Related To ID', children: 'Events', onDelete: 'cascade' }),
  field('Subject', 'combobox(255)', 'cun', { picklist: 'Call;Email;Meeting;Send Letter/Quote;Other' }),
  field('Location', 'string(255)', 'cun'),
  field('IsAllDayEvent', 'boolean', 'cud', { label: 'All-Day Event' }),
  field('ActivityDateTime', 'datetime', 'cun', { label: 'Due Date Time' }),
  field('ActivityDate', 'date', 'cun', { label: 'Due Date Only' }),
  field('DurationInMinutes', 'int(8)', 'cun', { label: 'Duration' }),
  field('StartDateTime', 'datetime', 'cun', { label: 'Start Date Time' }),
  field('EndDateTime', 'datetime', 'cun', { label: 'End Date Time' }),
  field('Description', 'textarea(32000)', 'cun'),
  field('OwnerId', 'ref User', 'cud', { label: 'Assigned To ID', onDelete: 'none' }),
  field('IsPrivate', 'boolean', 'cud', { label: 'Private' }),
  field('ShowAs', 'picklist(40)', 'cun', { label: 'Show Time As', picklist: '*Busy;OutOfOffice;Free' }),
]);

/** Source: Object Reference, "Case". */
export const CASE = sObject('Case', '500', [
  field('MasterRecordId', 'ref Case', 'n', { label: 'Master Record ID', onDelete: 'none' }),
  field('CaseNumber', 'string(30)', 'diN', { isAutoNumber: true }),
  field('ContactId', 'ref Contact', 'cun', { label: 'Contact ID', children: 'Cases' }),
  field('AccountId', 'ref Account', 'cun', { label: 'Account ID', children: 'Cases', onDelete: 'restrict' }),
  field('ParentId', 'ref Case', 'cun', { label: 'Parent Case ID', children: 'Cases' }),
  field('SuppliedName', 'string(80)', 'cun', { label: 'Name' }),
  field('SuppliedEmail', 'email(80)', 'cun', { label: 'Email Address' }),
  field('SuppliedPhone', 'string(40)', 'cun', { label: 'Phone' }),
  field('SuppliedCompany', 'string(80)', 'cun', { label: 'Company' }),
  field('Type', 'picklist(255)', 'cun', { label: 'Case Type', picklist: 'Mechanical;Electrical;Electronic;Structural;Other' }),
  field('Status', 'picklist(255)', 'cund', { picklist: '*New;Working;Escalated;Closed' }),
  field('Reason', 'picklist(255)', 'cun', {
    label: 'Case Reason',
    picklist: 'Installation;Equipment Complexity;Performance;Breakdown;Equipment Design;Feedback;Other',
  }),
  field('Origin', 'picklist(255)', 'cun', { label: 'Case Origin', picklist: 'Phone;Email;Web' }),
  field('Subject', 'string(255)', 'cun'),
  field('Priority', 'picklist(255)', 'cund', { picklist: 'High;*Medium;Low' }),
  field('Description', 'textarea(32000)', 'cun'),
  field('IsClosed', 'boolean', 'd', { label: 'Closed', derive: isClosed }),
  field('ClosedDate', 'datetime', 'n'),
  field('IsEscalated', 'boolean', 'cud', { label: 'Escalated' }),
  field('OwnerId', 'ref Group,User', 'cud', { label: 'Owner ID', onDelete: 'none' }),
  ...VIEWED,
]);

function isClosed(row: Row): boolean {
  return row['Status'] === 'Closed';
}
