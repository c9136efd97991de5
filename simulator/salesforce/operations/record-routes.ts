import type { Operation, Route } from '../../kernel/routes.js';
import type { SalesforceOrg } from '../state.js';
import {
  createCollection,
  deleteCollection,
  readCollectionByGet,
  readCollectionByPost,
  updateCollection,
  upsertCollection,
} from './collections.js';
import { createRecord } from './create-record.js';
import { deleteByKey, getByKey, postByKey, upsertByKey } from './external-ids.js';
import { getDeleted, getUpdated } from './replication.js';
import { deleteRecord, getRecord, postRecord, updateRecord } from './rows.js';
import { basicInformation, describeGlobal, describeObject } from './sobjects.js';
import { getPassword, resetPassword, setPassword } from './user-password.js';

const SOBJECTS = '/services/data/:version/sobjects';
const COLLECTIONS = '/services/data/:version/composite/sobjects';

function route(method: string, path: string, operation: Operation<SalesforceOrg>, file: string): Route<SalesforceOrg> {
  return { method, path, operation, file: `simulator/salesforce/operations/${file}.ts` };
}

/** Records by REST: one at a time, by key, and in collections. */
export const recordRoutes: readonly Route<SalesforceOrg>[] = [
  route('GET', SOBJECTS, describeGlobal, 'sobjects'),
  route('GET', `${SOBJECTS}/:type`, basicInformation, 'sobjects'),
  route('POST', `${SOBJECTS}/:type`, createRecord, 'create-record'),
  route('GET', `${SOBJECTS}/:type/describe`, describeObject, 'sobjects'),
  route('GET', `${SOBJECTS}/:type/updated`, getUpdated, 'replication'),
  route('GET', `${SOBJECTS}/:type/deleted`, getDeleted, 'replication'),
  route('GET', `${SOBJECTS}/User/:user/password`, getPassword, 'user-password'),
  route('POST', `${SOBJECTS}/User/:user/password`, setPassword, 'user-password'),
  route('DELETE', `${SOBJECTS}/User/:user/password`, resetPassword, 'user-password'),
  route('GET', `${SOBJECTS}/:type/:key`, getRecord, 'rows'),
  route('PATCH', `${SOBJECTS}/:type/:key`, updateRecord, 'rows'),
  route('DELETE', `${SOBJECTS}/:type/:key`, deleteRecord, 'rows'),
  route('POST', `${SOBJECTS}/:type/:key`, postRecord, 'rows'),
  route('GET', `${SOBJECTS}/:type/:key/:value`, getByKey, 'external-ids'),
  route('PATCH', `${SOBJECTS}/:type/:key/:value`, upsertByKey, 'external-ids'),
  route('DELETE', `${SOBJECTS}/:type/:key/:value`, deleteByKey, 'external-ids'),
  route('POST', `${SOBJECTS}/:type/:key/:value`, postByKey, 'external-ids'),
  route('POST', COLLECTIONS, createCollection, 'collections'),
  route('PATCH', COLLECTIONS, updateCollection, 'collections'),
  route('DELETE', COLLECTIONS, deleteCollection, 'collections'),
  route('GET', `${COLLECTIONS}/:type`, readCollectionByGet, 'collections'),
  route('POST', `${COLLECTIONS}/:type`, readCollectionByPost, 'collections'),
  route('PATCH', `${COLLECTIONS}/:type/:field`, upsertCollection, 'collections'),
];
