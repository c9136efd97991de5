import { DAILY_CALLS_MAX } from '../limits.js';
import type { OlderOperation } from './call.js';
import { printTime } from './times.js';

/** `account/do/read`. Source: pardot/api-docs, "Accounts": no id. */
export const ACCOUNT_OPERATIONS: Readonly<Record<string, OlderOperation>> = {
  read: ({ unit }) => ({
    account: {
      id: unit.id,
      company: unit.name,
      level: 'Advanced',
      website: null,
      maximum_daily_api_calls: DAILY_CALLS_MAX,
      created_at: printTime(unit.createdAt),
      updated_at: printTime(unit.updatedAt),
    },
  }),
};
