/** Keys of one `read` or `readByName`. Source: "XML functions", read. */
export const READ_KEYS_MAX = 100;

/** Rows of a page of `readByQuery`. Source: "XML functions", readByQuery. */
export const READ_PAGE_ROWS_DEFAULT = 100;
export const READ_PAGE_ROWS_MAX = 1_000;

/** Rows of a page of `query`. Source: "Queries". */
export const QUERY_PAGE_ROWS_DEFAULT = 100;
export const QUERY_PAGE_ROWS_MAX = 2_000;

/** Values of `in` and `notin`. Source: "Queries". */
export const IN_VALUES_MAX = 1_000;

/** Objects of one create or update, functions of one request. Assumed: not documented; both reported by integrators. */
export const OBJECTS_PER_FUNCTION_MAX = 100;
export const FUNCTIONS_PER_REQUEST_MAX = 100;

/** Characters of a control id. Source: "XML requests". */
export const CONTROL_ID_CHARS_MAX = 256;

/** How long a session lives after its last call, in milliseconds. Assumed: six hours, as in the vendor's sample replies. */
export const SESSION_MS = 6 * 60 * 60 * 1_000;

/** How long after its acknowledgement an asynchronous request is performed, in milliseconds. Assumed: not documented. */
export const OFFLINE_DELAY_MS = 1_000;

/** Sent replies and events that are kept; the oldest goes first. Assumed: a bound of ours. */
export const DELIVERIES_MAX = 1_000;

/** How long an authorization code of the REST API holds, in milliseconds. Assumed: as RFC 6749 recommends at most. */
export const AUTHORIZATION_CODE_MS = 10 * 60 * 1_000;

/** Characters of an idempotency key. Assumed: not documented. */
export const IDEMPOTENCY_KEY_CHARS_MAX = 255;

/** How long after it was made a bulk job is worked through, in milliseconds. Assumed: not documented. */
export const BULK_DELAY_MS = 1_000;

/** Rows of one bulk job. Assumed: not documented. */
export const BULK_ROWS_MAX = 100_000;

/** Bytes of a request. Assumed: not documented. */
export const REQUEST_BYTES_MAX = 10 * 1_024 * 1_024;

/** Elements within one another. Source: libxml, whose parser the vendor's error texts show, stops at 256. */
export const XML_DEPTH_MAX = 256;

/** Elements of one request. Assumed: a bound of ours, so that no request takes longer than a second. */
export const XML_ELEMENTS_MAX = 500_000;

/** Open results of `readByQuery` that are kept; the oldest goes first. Assumed: a bound of ours. */
export const OPEN_RESULTS_MAX = 200;

/** Parentheses and NOTs within one another in a filter. Assumed: a bound of ours. */
export const FILTER_DEPTH_MAX = 100;

/** Days in a row of the smart event log that are kept in memory, as a count of events. Assumed: a bound of ours. */
export const SMART_EVENTS_MAX = 10_000;
