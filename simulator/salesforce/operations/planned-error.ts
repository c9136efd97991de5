import { rowError, rowLocked, type SalesforceError } from '../errors.js';
import type { SignedCall } from './signed-in.js';

/** Throws the error that a fault planned for the first record of a call that carries several. */
export function plannedError({ fault }: Pick<SignedCall, 'fault'>, index: number): void {
  if (index === 0 && fault?.kind === 'error') throw errorNamed(fault.code);
}

/** A vendor's error by its code alone, with the text that the vendor has for it. */
export function errorNamed(code: string): SalesforceError {
  return ERRORS[code]?.() ?? rowError(code, `${code.toLowerCase().replaceAll('_', ' ')}`);
}

const ERRORS: Readonly<Record<string, () => SalesforceError>> = {
  UNABLE_TO_LOCK_ROW: rowLocked,
  INVALID_CROSS_REFERENCE_KEY: () => rowError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'),
  INSUFFICIENT_ACCESS_OR_READONLY: () => rowError('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id'),
  REQUIRED_FIELD_MISSING: () => rowError('REQUIRED_FIELD_MISSING', 'Required fields are missing: [Name]', ['Name']),
  FIELD_CUSTOM_VALIDATION_EXCEPTION: () => rowError('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'A validation rule refused this record.'),
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: () =>
    rowError(
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      'BeforeSave: execution of BeforeUpdate\n\ncaused by: System.NullPointerException: Attempt to de-reference a null object\n\nTrigger.BeforeSave: line 1, column 1',
    ),
};
