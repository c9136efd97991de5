import { companyPreferences, entityDetails, financialSetup } from './functions/company-setup.js';
import { create } from './functions/create.js';
import { deleteKeys } from './functions/delete.js';
import { getApiSession } from './functions/get-api-session.js';
import { getList } from './functions/get-list.js';
import { LEGACY_FUNCTIONS } from './functions/legacy.js';
import { inspect, lookup } from './functions/lookup.js';
import { query } from './functions/query.js';
import { read, readByName } from './functions/read.js';
import { readByQuery, readMore } from './functions/read-by-query.js';
import { createTransaction, deleteTransaction, updateTransaction } from './functions/sales-transaction.js';
import { update } from './functions/update.js';
import type { GatewayFunction } from './gateway-function.js';

/** Every function that the gateway knows, by its element. Source: developer.intacct.com, "XML functions". */
export const FUNCTIONS: Readonly<Record<string, GatewayFunction>> = {
  getAPISession: getApiSession,
  create,
  update,
  delete: deleteKeys,
  read,
  readByName,
  readByQuery,
  readMore,
  query,
  lookup,
  inspect,
  getFinancialSetup: financialSetup,
  readEntityDetails: entityDetails,
  get_companyprefs: companyPreferences,
  get_list: getList,
  create_sotransaction: createTransaction,
  update_sotransaction: updateTransaction,
  delete_sotransaction: deleteTransaction,
  ...LEGACY_FUNCTIONS,
};
