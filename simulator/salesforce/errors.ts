import { ProtocolError } from '../kernel/errors.js';

export type SalesforceErrorOptions = {
  readonly status?: number;
  /** Present for errors of a write, often empty; absent for errors of query, sign-in and address. */
  readonly fields?: readonly string[];
  /** Keys that stand beside `errorCode` in a REST body: `duplicateResut`. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Further errors of the same record. */
  readonly also?: readonly SalesforceError[];
};

/**
 * A refusal of Salesforce's. REST prints `errorCode`, collections and composite print `statusCode`, SOAP a fault or a result's errors.
 *
 * Source: REST API guide, "Status Codes and Error Responses".
 */
export class SalesforceError extends ProtocolError {
  readonly status: number;
  readonly fields: readonly string[] | undefined;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly also: readonly SalesforceError[];

  constructor(code: string, message: string, options: SalesforceErrorOptions = {}) {
    super(code, message);
    this.status = options.status ?? 400;
    this.fields = options.fields;
    this.detail = options.detail ?? {};
    this.also = options.also ?? [];
  }

  /** This error and those found together with it. */
  get all(): readonly SalesforceError[] {
    return [this, ...this.also];
  }
}

/** One error out of several of one record; they are answered together. */
export function together(errors: readonly SalesforceError[]): SalesforceError {
  const [first, ...also] = errors;
  if (first === undefined) throw new RangeError('no error to throw');
  if (also.length === 0) return first;
  const { status, fields, detail } = first;
  return new SalesforceError(first.code, first.message, { status, detail, also, ...(fields === undefined ? {} : { fields }) });
}

/** An error of a write to one record. */
export function rowError(code: string, message: string, fields: readonly string[] = []): SalesforceError {
  return new SalesforceError(code, message, { fields });
}

export const invalidSession = () => new SalesforceError('INVALID_SESSION_ID', 'Session expired or invalid', { status: 401 });
export const invalidAuthHeader = () => new SalesforceError('INVALID_AUTH_HEADER', 'INVALID_HEADER_TYPE', { status: 401 });

export const notFound = () => new SalesforceError('NOT_FOUND', 'The requested resource does not exist', { status: 404 });
export const noSuchExternalId = (name: string) =>
  new SalesforceError('NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${name}`, { status: 404 });
export const entityIsDeleted = () => new SalesforceError('ENTITY_IS_DELETED', 'entity is deleted', { status: 404, fields: [] });
export const methodNotAllowed = (method: string, allowed: readonly string[]) =>
  new SalesforceError('METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed. Allowed are ${allowed.join(',')}`, { status: 405 });

export const jsonParserError = (message: string) => new SalesforceError('JSON_PARSER_ERROR', message);
export const unsupportedMediaType = () =>
  new SalesforceError('UNSUPPORTED_MEDIA_TYPE', 'The requested media type is not supported', { status: 415 });
export const invalidField = (message: string, fields?: readonly string[]) =>
  new SalesforceError('INVALID_FIELD', message, fields === undefined ? {} : { fields });
export const noSuchColumn = (field: string, type: string) => invalidField(`No such column '${field}' on sobject of type ${type}`);

export const malformedId = (label: string, value: string, field: string) =>
  rowError('MALFORMED_ID', `${label}: id value of incorrect type: ${value}`, [field]);
export const wrongIdType = (label: string, value: string, field: string) =>
  rowError('FIELD_INTEGRITY_EXCEPTION', `${label}: id value of incorrect type: ${value}`, [field]);
export const invalidCrossReference = (fields: readonly string[] = []) =>
  rowError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', fields);

export const requiredFieldsMissing = (names: readonly string[]) =>
  rowError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, names);
export const readOnlyFields = (names: readonly string[]) =>
  rowError(
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Unable to create/update fields: ${names.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
    names,
  );
export const wrongType = (label: string, value: string, field: string) =>
  rowError('INVALID_TYPE_ON_FIELD_IN_RECORD', `${label}: value not of required type: ${value}`, [field]);
export const stringTooLong = (label: string, value: string, max: number, field: string) =>
  rowError('STRING_TOO_LONG', `${label}: data value too large: ${value} (max length=${max})`, [field]);
export const numberOutsideRange = (label: string, value: string, field: string) =>
  rowError('NUMBER_OUTSIDE_VALID_RANGE', `${label}: value outside of valid range on numeric field: ${value}`, [field]);
export const badPicklistValue = (label: string, value: string, field: string) =>
  rowError('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', `${label}: bad value for restricted picklist field: ${value}`, [field]);
export const invalidEmail = (label: string, value: string, field: string) =>
  rowError('INVALID_EMAIL_ADDRESS', `${label}: invalid email address: ${value}`, [field]);
export const duplicateValue = (field: string, id: string) =>
  rowError('DUPLICATE_VALUE', `duplicate value found: ${field} duplicates value on record with id: ${id}`);

export const insufficientAccess = () => rowError('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
export const convertedLead = () => rowError('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
export const inactiveOwner = (user: string, type: string) =>
  rowError('INACTIVE_OWNER_OR_USER', `operation performed with inactive user [${user}] as owner of ${type.toLowerCase()}`);
