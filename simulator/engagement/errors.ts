import { ProtocolError } from '../kernel/errors.js';

type ErrorFact = { readonly message: string; readonly status?: number };

/**
 * The vendor's error codes that the stand-in answers with. Status 400 unless another stands here.
 *
 * Source: developer.salesforce.com, Account Engagement API, "Error Codes"; status 404 of code 109 and 405 of code 108 from the same page.
 * Assumed: 403 for a user without access, 429 for exhausted rates (the pages name no status).
 */
const ERRORS = {
  1: { message: 'Invalid API key or user key' },
  2: { message: 'Invalid action' },
  3: { message: 'Invalid prospect ID' },
  4: { message: 'Invalid prospect email address' },
  5: { message: 'Invalid query parameters' },
  6: { message: 'Invalid time frame' },
  7: { message: 'Invalid timestamp' },
  8: { message: 'Invalid time range' },
  9: { message: 'A prospect with the specified email address already exists' },
  10: { message: 'Invalid user ID' },
  11: { message: 'Invalid user email address' },
  12: { message: 'Invalid group ID' },
  13: { message: 'One or more required parameters are missing' },
  14: { message: 'Non-existent prospect ID; No email address provided' },
  15: { message: 'Login failed' },
  16: { message: 'Invalid ID' },
  17: { message: 'Invalid ID range' },
  18: { message: 'Invalid value for profile criteria matching status' },
  19: { message: 'Invalid value specified for sort_by' },
  20: { message: 'Invalid value specified for sort_order' },
  21: { message: 'Invalid value specified for offset' },
  22: { message: 'Unsupported feature in this version of the API' },
  23: { message: 'Invalid value specified for limit' },
  24: { message: 'Invalid visitor ID' },
  25: { message: 'Parameter is_starred must be true or false' },
  26: { message: 'Parameter assigned must be true or false' },
  27: { message: 'Parameter deleted must be true or false' },
  28: { message: 'Parameter new must be true or false' },
  29: { message: 'Invalid value for score' },
  32: { message: 'Invalid value for grade' },
  35: { message: 'Invalid opportunity ID' },
  36: { message: 'One or more required parameter values are missing' },
  37: { message: 'A Salesforce connector was detected' },
  38: { message: 'Invalid campaign ID' },
  39: { message: 'Invalid profile ID' },
  45: { message: 'The provided user_id and user_email do not match' },
  46: { message: 'This API user lacks sufficient permissions for the requested operation', status: 403 },
  47: { message: 'Multiple assignment targets were specified' },
  48: { message: 'Invalid visit ID' },
  49: { message: 'Access Denied', status: 401 },
  50: { message: 'Invalid boolean' },
  51: { message: 'Invalid parameter' },
  54: { message: 'Email address is already in use' },
  55: { message: 'Invalid list ID' },
  56: { message: 'Invalid number entered for field' },
  57: { message: 'Invalid date entered for field' },
  58: { message: 'That prospect is already a memeber of that list. Update the membership instead.' },
  59: { message: 'A CRM connector was detected; opportunities cannot be modified' },
  60: { message: 'Invalid HTTP request method', status: 405 },
  64: { message: 'Email content missing required variables' },
  65: { message: 'Invalid email format' },
  66: { message: 'You have exceeded your concurrent request limit. Please wait, before trying again', status: 429 },
  68: { message: 'Template does not exist' },
  70: { message: 'Batch processing is limited to 50 prospects at once.' },
  71: { message: 'Input needs to be valid JSON or XML' },
  77: { message: 'Invalid prospect fid' },
  79: { message: 'Invalid CRM_FID' },
  85: { message: 'Unable to save the prospect' },
  86: { message: 'Invalid Template id' },
  88: { message: 'Your account must use version 4 of the API.' },
  89: { message: 'Your account is unable to use version 4 of the API.' },
  90: { message: 'Prospect array should be a flat array of attributes' },
  91: { message: 'Prospect array must be keyed by email address' },
  92: { message: 'Prospect record could not be found' },
  94: { message: 'The provided version is not a valid number' },
  95: { message: 'Folder name is invalid' },
  96: { message: 'No access to the folder' },
  97: { message: 'Folder does not exist' },
  98: { message: 'Prospect not mailable' },
  99: { message: 'User with the provided email already exists' },
  101: { message: 'Invalid role' },
  102: { message: 'The CRM Username specified is currently applied to another user' },
  104: { message: 'The CRM Username specified was not detected' },
  108: { message: 'This Asset cannot be deleted because it is being used in other places.', status: 405 },
  109: { message: 'The requested record was not found.', status: 404 },
  121: { message: 'Unable to sync Prospect with Salesforce' },
  122: { message: 'Daily API rate limit met', status: 429 },
  125: { message: 'Cannot accept both user_id and crm_owner_fid.' },
  126: { message: 'Invalid authentication mechanism' },
  128: { message: 'Cannot create campaigns' },
  129: { message: 'Cannot modify campaign name or cost' },
  130: { message: 'One or more of the specified fields are invalid' },
  132: { message: 'Prospect is archived' },
  133: { message: 'At most 2 sort columns are allowed' },
  135: { message: 'One of two sort columns must be id' },
  137: { message: 'URL not valid' },
  138: { message: 'The name is too long' },
  139: { message: 'The name is not valid' },
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
  174: { message: 'Unknown procedure' },
  175: { message: 'Unknown procedure argument' },
  176: { message: 'Missing procedure argument' },
  177: { message: 'Invalid procedure argument' },
  178: { message: 'Invalid export state' },
  180: { message: 'One or more of the specified fields are invalid' },
  181: { message: 'A required header is missing' },
  182: { message: 'Invalid header value' },
  183: { message: 'An internal error occurred. Please retry the request.', status: 500 },
  184: { message: 'access_token is invalid, unknown, or malformed', status: 401 },
  192: { message: 'Object specified does not exist' },
  197: { message: 'The import misses a required field' },
  198: { message: 'Endpoint not found', status: 404 },
  199: { message: 'api_key authentication is no longer supported' },
  201: { message: 'Business Unit specified in Pardot-Business-Unit-Id header not found or inactive.' },
  202: { message: 'Minute rate limit met', status: 429 },
  204: { message: 'The file is too large or the request body is empty' },
  205: { message: 'Action name is missing or incorrect' },
  206: { message: 'Invalid action argument' },
  207: { message: 'Missing action argument' },
  208: { message: 'Unknown action argument' },
  209: { message: 'Too many fields have filters: at most 3 distinct fields may be filtered' },
  210: { message: 'Page token has expired.' },
  211: { message: 'Page token is invalid.' },
  215: { message: 'Email form field is required.' },
  217: { message: 'Visitor is invalid' },
  218: { message: 'Connected Campaigns is not enabled' },
  219: { message: "Deleted records can't be updated. Please undelete before updating." },
  224: { message: 'Invalid fields for request type' },
  226: { message: 'The headers of the file do not match the columns of the import' },
  227: { message: 'The headers of the file do not match the fields of the import' },
  228: { message: 'The import belongs to another version of the API' },
  231: { message: 'The maximum file size is too small' },
  232: { message: 'The maximum file size is too large' },
  233: { message: 'No verified connector' },
  235: { message: 'The connector is already in the desired state' },
  236: { message: 'Invalid list for this business unit' },
  242: { message: 'One or more of the requested records were not found' },
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
