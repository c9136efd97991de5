import type { FaultAction } from '../../kernel/faults.js';
import { SalesforceError } from '../errors.js';

/** Whatever a fault was planned for. */
export type Planned = { readonly fault: FaultAction | null };

/** Throws the error that a fault planned for the first record of a call that carries several. */
export function plannedError({ fault }: Planned, index: number): void {
  if (index === 0 && fault?.kind === 'error') throw errorNamed(fault.code);
}

/** A vendor's error by its code alone, with the status and the text that the vendor has for it. */
export function errorNamed(code: string): SalesforceError {
  const [message, status = 400, fields = []] = ERRORS[code] ?? [code.toLowerCase().replaceAll('_', ' ')];
  return new SalesforceError(CODES[code] ?? code, message, { status, fields });
}

/** Limits that the vendor reports under one code; a plan names them by what they limit. Source: [REST] "Status Codes and Error Responses". */
const CODES: Readonly<Record<string, string>> = {
  ConcurrentRequests: 'REQUEST_LIMIT_EXCEEDED',
  ConcurrentPerOrgLongTxn: 'REQUEST_LIMIT_EXCEEDED',
  TotalRequests: 'REQUEST_LIMIT_EXCEEDED',
};

type Known = readonly [message: string, status?: number, fields?: readonly string[]];

/** Source: REST API guide, "Status Codes and Error Responses"; SOAP API guide, "Core Data Types Used in API Calls". */
const ERRORS: Readonly<Record<string, Known>> = {
  API_CURRENTLY_DISABLED: ['API is disabled for this User', 403],
  API_DISABLED_FOR_ORG: ['The REST API is not enabled for this Organization.', 403],
  CANNOT_EXECUTE_FLOW_TRIGGER: [
    'We can\'t save this record because the "Sync" process failed. Give your Salesforce admin these details. An unhandled fault has occurred in this flow',
  ],
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: [
    'BeforeSave: execution of BeforeUpdate\n\ncaused by: System.NullPointerException: Attempt to de-reference a null object\n\nTrigger.BeforeSave: line 1, column 1',
  ],
  ConcurrentPerOrgLongTxn: ['ConcurrentPerOrgLongTxn Limit exceeded.', 403],
  ConcurrentRequests: ['ConcurrentRequests (Concurrent API Requests) Limit exceeded.', 403],
  CONFLICT: ['The request could not be completed due to a conflict with the current state of the resource.', 409],
  ENTITY_IS_DELETED: ['entity is deleted', 404],
  FIELD_CUSTOM_VALIDATION_EXCEPTION: ['A validation rule refused this record.'],
  FIELD_FILTER_VALIDATION_EXCEPTION: ['Value does not exist or does not match filter criteria.'],
  FUNCTIONALITY_NOT_ENABLED: ['This feature is not currently enabled for this user type or org: [CompositeApi]', 403],
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: ['insufficient access rights on cross-reference id'],
  INSUFFICIENT_ACCESS_OR_READONLY: ['insufficient access rights on object id'],
  INVALID_BATCH_SIZE: ['batch size must be between 200 and 2000'],
  INVALID_CROSS_REFERENCE_KEY: ['invalid cross reference id'],
  INVALID_SESSION_ID: ['Session expired or invalid', 401],
  NOT_FOUND: ['The requested resource does not exist', 404],
  OPERATION_TOO_LARGE: ["exceeded 100000 distinct who/what's", 403],
  QUERY_TIMEOUT: ['Your query request was running for too long.'],
  QUERY_TOO_COMPLICATED: ['Query is either selecting too many fields or the filter conditions are too complicated.'],
  REQUEST_LIMIT_EXCEEDED: ['TotalRequests Limit exceeded.', 403],
  REQUIRED_FIELD_MISSING: ['Required fields are missing: [Name]', 400, ['Name']],
  SERVER_ERROR: ['An internal server error has occurred', 500],
  SERVER_UNAVAILABLE: ['Server is busy. Please try again later.', 503],
  TotalRequests: ['TotalRequests Limit exceeded.', 403],
  TRANSFER_REQUIRES_READ: ['The new owner must have read permission'],
  UNABLE_TO_LOCK_ROW: ['unable to obtain exclusive access to this record'],
  UNKNOWN_EXCEPTION: [
    'An unexpected error occurred. Please include this ErrorId if you contact support: 1234567890-12345 (-1234567890)',
    500,
  ],
};
