import { ProtocolError } from '../kernel/errors.js';

type ErrorFact = { readonly message: string; readonly status?: number };

/**
 * The vendor's error codes that the stand-in answers with. Status 400 unless another stands here.
 *
 * Source: developer.salesforce.com, Account Engagement API, "Error Codes"; status 404 of code 109 and 405 of code 108 from the same page.
 * Assumed: 403 for a user without access, 429 for exhausted rates (the pages name no status).
 */
const ERRORS = {
  3: { message: 'Invalid prospect ID' },
  4: { message: 'Invalid prospect email address' },
  5: { message: 'Invalid query parameters' },
  7: { message: 'Invalid timestamp' },
  9: { message: 'A prospect with the specified email address already exists' },
  10: { message: 'Invalid user ID' },
  11: { message: 'Invalid user email address' },
  12: { message: 'Invalid group ID' },
  13: { message: 'One or more required parameters are missing' },
  16: { message: 'Invalid ID' },
  18: { message: 'Invalid value for profile criteria matching status' },
  19: { message: 'Invalid value specified for sort_by' },
  21: { message: 'Invalid value specified for offset' },
  23: { message: 'Invalid value specified for limit' },
  27: { message: 'Parameter deleted must be true or false' },
  37: { message: 'A Salesforce connector was detected' },
  38: { message: 'Invalid campaign ID' },
  39: { message: 'Invalid profile ID' },
  46: { message: 'This API user lacks sufficient permissions for the requested operation', status: 403 },
  47: { message: 'Multiple assignment targets were specified' },
  49: { message: 'Access Denied', status: 401 },
  50: { message: 'Invalid boolean' },
  51: { message: 'Invalid parameter' },
  54: { message: 'Email address is already in use' },
  55: { message: 'Invalid list ID' },
  56: { message: 'Invalid number entered for field' },
  57: { message: 'Invalid date entered for field' },
  58: { message: 'That prospect is already a memeber of that list. Update the membership instead.' },
  60: { message: 'Invalid HTTP request method', status: 405 },
  66: { message: 'You have exceeded your concurrent request limit. Please wait, before trying again', status: 429 },
  77: { message: 'Invalid prospect fid' },
  79: { message: 'Invalid CRM_FID' },
  98: { message: 'Prospect not mailable' },
  99: { message: 'User with the provided email already exists' },
  102: { message: 'The CRM Username specified is currently applied to another user' },
  104: { message: 'The CRM Username specified was not detected' },
  108: { message: 'This Asset cannot be deleted because it is being used in other places.', status: 405 },
  109: { message: 'The requested record was not found.', status: 404 },
  121: { message: 'Unable to sync Prospect with Salesforce' },
  122: { message: 'Daily API rate limit met', status: 429 },
  125: { message: 'Cannot accept both user_id and crm_owner_fid.' },
  126: { message: 'Invalid authentication mechanism' },
  129: { message: 'Cannot modify campaign name or cost' },
  130: { message: 'One or more of the specified fields are invalid' },
  150: { message: 'Input needs to be valid JSON' },
  151: { message: 'Unsupported content-type' },
  152: { message: 'The request body is empty' },
  153: { message: 'Missing required property' },
  154: { message: 'Invalid property' },
  155: { message: 'Invalid import state' },
  159: { message: 'Invalid CSV format' },
  160: { message: 'Import batch limit met' },
  161: { message: 'The import is not in a state that allows this operation' },
  162: { message: 'No file was provided' },
  163: { message: 'Too many files were provided' },
  180: { message: 'One or more of the specified fields are invalid' },
  181: { message: 'A required header is missing' },
  182: { message: 'Invalid header value' },
  183: { message: 'An internal error occurred. Please retry the request.', status: 500 },
  184: { message: 'access_token is invalid, unknown, or malformed', status: 401 },
  192: { message: 'Object specified does not exist' },
  198: { message: 'Endpoint not found', status: 404 },
  199: { message: 'api_key authentication is no longer supported' },
  201: { message: 'Business Unit specified in Pardot-Business-Unit-Id header not found or inactive.' },
  202: { message: 'Minute rate limit met', status: 429 },
  204: { message: 'The file is too large or the request body is empty' },
  209: { message: 'Too many fields have filters: at most 3 distinct fields may be filtered' },
  210: { message: 'Page token has expired.' },
  211: { message: 'Page token is invalid.' },
  219: { message: "Deleted records can't be updated. Please undelete before updating." },
  226: { message: 'The headers of the file do not match the columns of the import' },
  227: { message: 'The headers of the file do not match the fields of the import' },
  235: { message: 'The connector is already in the desired state' },
} as const satisfies Record<number, ErrorFact>;

export type ErrorCode = keyof typeof ERRORS;

/** A refusal of Account Engagement: the number, the text, and the status it comes with. */
export class EngagementError extends ProtocolError {
  constructor(
    readonly number: number,
    message: string,
    readonly status: number,
  ) {
    super(String(number), message);
  }
}

/** The refusal of a code; `detail` follows the vendor's text after a colon. */
export function refusal(code: ErrorCode, detail = '', status?: number): EngagementError {
  const fact: ErrorFact = ERRORS[code];
  const message = detail === '' ? fact.message : `${fact.message.replace(/\.$/, '')}: ${detail}`;
  return new EngagementError(code, message, status ?? fact.status ?? 400);
}

/** Whether a planned fault's code is one that the stand-in knows. */
export function isErrorCode(code: number): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}
