/** What the stand-in stores, a file for each group. */
export * from './records/asset.js';
export * from './records/automation.js';
export * from './records/connector.js';
export * from './records/kept.js';
export * from './records/marketing.js';
export * from './records/people.js';
export * from './records/prospect.js';
export * from './records/sales.js';
export * from './records/transfer.js';
export * from './records/unit.js';
export * from './records/visitor.js';
