import { dimensionList, userPermissions } from './functions/company-lists.js';
import { applications, companyPreferences, entityDetails, financialSetup } from './functions/company-setup.js';
import { contractStep } from './functions/contract-step.js';
import { create } from './functions/create.js';
import { deleteKeys } from './functions/delete.js';
import { getApiSession } from './functions/get-api-session.js';
import { getList } from './functions/get-list.js';
import { invoiceCreate, invoiceDelete, invoiceReverse, invoiceSchema, invoiceUpdate } from './functions/invoice.js';
import { LEGACY_FUNCTIONS } from './functions/legacy.js';
import type { Schema } from './functions/legacy-values.js';
import { inspect, lookup } from './functions/lookup.js';
import { paymentApply, paymentCreate, paymentReverse, paymentSchema } from './functions/payment.js';
import { query } from './functions/query.js';
import { read, readByName } from './functions/read.js';
import { readByQuery, readMore } from './functions/read-by-query.js';
import { readRelated } from './functions/read-related.js';
import { retrievePdf } from './functions/retrieve-pdf.js';
import { createTransaction, deleteTransaction, transactionSchema, updateTransaction } from './functions/sales-transaction.js';
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
  readRelated,
  query,
  lookup,
  inspect,
  getFinancialSetup: financialSetup,
  readEntityDetails: entityDetails,
  get_companyprefs: companyPreferences,
  get_applications: applications,
  getDimensions: dimensionList,
  getUserPermissions: userPermissions,
  get_list: getList,
  create_sotransaction: createTransaction,
  update_sotransaction: updateTransaction,
  delete_sotransaction: deleteTransaction,
  create_invoice: invoiceCreate,
  update_invoice: invoiceUpdate,
  delete_invoice: invoiceDelete,
  reverse_invoice: invoiceReverse,
  create_arpayment: paymentCreate,
  apply_arpayment: paymentApply,
  reverse_arpayment: paymentReverse,
  retrievepdf: retrievePdf,
  post: contractStep('post'),
  hold: contractStep('hold'),
  resume: contractStep('resume'),
  cancel: contractStep('cancel'),
  renew: contractStep('renew'),
  ...LEGACY_FUNCTIONS,
};

/** What legacy functions may hold, where their order is not checked. */
export const SCHEMAS: Readonly<Record<string, Schema>> = {
  create_sotransaction: transactionSchema,
  update_sotransaction: transactionSchema,
  create_invoice: invoiceSchema,
  update_invoice: invoiceSchema,
  create_arpayment: paymentSchema,
};
