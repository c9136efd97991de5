/** Rows of a query without `limit`. Source: Account Engagement API v5, "Query". */
export const QUERY_ROWS_DEFAULT = 200;
/** Source: Account Engagement API v5, "Query": limit 1 to 1000. */
export const QUERY_ROWS_MAX = 1_000;
/** Rows to which `offset` may skip. Source: Account Engagement API v5, "Query": deprecated, at most 2000. */
export const QUERY_OFFSET_MAX = 2_000;
/** Distinct fields with filters. Source: Account Engagement API v5, error 209. */
export const FILTERED_FIELDS_MAX = 3;
/** Columns of `orderBy`. Source: Account Engagement API v5, "Query". */
export const ORDER_COLUMNS_MAX = 2;
/** Steps of a dotted field name beyond the object itself. Source: Account Engagement API v5, "Fields". */
export const RELATION_DEPTH_MAX = 3;
/** Milliseconds that a page token lives. Source: Account Engagement API v5, error 210: four hours. */
export const PAGE_TOKEN_MS = 4 * 3_600_000;
/** Records that one sequence of page tokens gives. Source: Account Engagement API v5, warning 203. */
export const PAGE_SEQUENCE_ROWS_MAX = 100_000;
/** Characters of an email address. Source: Account Engagement API, error 4. */
export const EMAIL_CHARS_MAX = 255;
/** Batches of one import. Source: Account Engagement API v5, "Import": 10. */
export const IMPORT_BATCHES_MAX = 10;
/** Batches of imports of one business unit a day. Source: Account Engagement API v5, "Import": 1,000. */
export const IMPORT_BATCHES_A_DAY = 1_000;
/** Bytes of one import batch. Source: Account Engagement API v5, "Import": 10 MB. */
export const IMPORT_BATCH_BYTES_MAX = 10 * 1024 * 1024;
/** Milliseconds after which an import that was never submitted is gone. Source: Account Engagement API v5, "Import": 24 hours. */
export const IMPORT_OPEN_MS = 24 * 3_600_000;
/** Milliseconds for which an import's results are kept. Source: Account Engagement API v5, "Import": 7 days. */
export const IMPORT_RESULTS_MS = 7 * 24 * 3_600_000;
/** Milliseconds from submission to processing, and from there to the end. Assumed: the vendor queues imports and names no duration. */
export const IMPORT_STAGE_MS = 30_000;
/** Lists in `addToList` or `removeFromList` of one row. Source: Account Engagement API v5, "Import": 20. */
export const IMPORT_LISTS_MAX = 20;
/** Records of one call of the connector's own surface. Source: docs/surfaces.md. */
export const CONNECTOR_ROWS_MAX = 200;
/** Milliseconds between two looks of automation rules at everybody. Source: scenario language, section 4: every 2-minute tick. */
export const AUTOMATION_TICK_MS = 120_000;
/** Milliseconds without a page view after which the next one starts another visit. Assumed: the usual half hour; the reference names none. */
export const VISIT_IDLE_MS = 30 * 60_000;
/** Levels of nested criteria. Assumed: far beyond what the vendor's page can draw; bounds the evaluation. */
export const CRITERIA_DEPTH_MAX = 20;
/** Automation rule rounds on one prospect at one instant. Assumed: each rule fires once a round, so this only stops a bug. */
export const AUTOMATION_ROUNDS_MAX = 1_000;
/** Rows of a query of versions 3 and 4, unless `limit` says less. Source: pardot/api-docs, "Querying": 200. */
export const OLDER_ROWS_MAX = 200;
export const OLDER_ROWS_DEFAULT = 200;
/** Prospects of one batch operation. Source: pardot/api-docs, "Prospects", error 70. */
export const OLDER_BATCH_MAX = 50;
/** Calls of one business unit a day. Source: Account Engagement API, "Rate limits": Advanced has 100,000. */
export const DAILY_CALLS_MAX = 100_000;
/** Calls of one business unit at a time. Source: Account Engagement API, "Rate limits": 5. */
export const CONCURRENT_CALLS_MAX = 5;
/** Milliseconds that the range of an export may span. Source: Account Engagement API v5, "Export": a year. */
export const EXPORT_RANGE_MS_MAX = 366 * 24 * 3_600_000;
/** Bytes of one file of an export. Source: Account Engagement API v5, "Export": 10 MB to 200 MB, errors 231 and 232. */
export const EXPORT_FILE_BYTES_MIN = 10_000_000;
export const EXPORT_FILE_BYTES_MAX = 200_000_000;
/** Bytes of a JSON body. Source: Account Engagement API, error 204: 50 MB. */
export const JSON_BYTES_MAX = 50 * 1024 * 1024;
/** Levels of arrays and objects in a JSON text. Assumed: the vendor names no bound; nothing that it documents nests deeper than five. */
export const JSON_DEPTH_MAX = 100;
/** Bytes of the JSON part of a multipart body. Assumed: far beyond what any import or file needs. */
export const INPUT_BYTES_MAX = 1024 * 1024;
/** Bytes of a file. Source: Account Engagement API, error 204: 50 MB. */
export const FILE_BYTES_MAX = 50 * 1024 * 1024;
/** Tags of one merge. Assumed: the vendor's page was not readable there. */
export const TAG_MERGE_MAX = 100;
/** Records of one bulk action. Source: Account Engagement API v5, "Bulk Action": 100,000. */
export const BULK_ACTION_ROWS_MAX = 100_000;
/** Rows that a bulk action does at one stage. Assumed: enough that most are done at once, few enough that pausing one means something. */
export const BULK_ACTION_STAGE_ROWS = 10_000;
/** Prospects that one merge takes into another. Source: help.pardot.com 2128039: up to three prospects together. */
export const MERGE_LOSERS_MAX = 2;
/** Rounds in which automation follows up on its own changes. Assumed: lists that look at each other may never come to rest; this stops them. */
export const FOLLOW_UPS_MAX = 20;
