import type { Operation, Route } from '../kernel/routes.js';
import * as bulk from './operations/bulk-actions.js';
import * as connector from './operations/connector.js';
import * as marketing from './operations/connector-marketing.js';
import * as sales from './operations/connector-sales.js';
import { readConnector, setConnector } from './operations/connector-status.js';
import { createExport, downloadExport } from './operations/exports.js';
import { createExternalActivity } from './operations/external-activities.js';
import { createFile } from './operations/files.js';
import * as imports from './operations/imports.js';
import { readListEmailStats } from './operations/list-email-stats.js';
import { mergeTags } from './operations/merge-tags.js';
import { queryRecords } from './operations/query-records.js';
import { readAccount } from './operations/read-account.js';
import { readRecord } from './operations/read-record.js';
import { assignVisitor, connectCampaign, identifyCompany } from './operations/record-actions.js';
import { addTagTo, removeTagFrom } from './operations/tag-record.js';
import { trackingCode, trackPageView, visitAsset } from './operations/tracker-domain.js';
import { undeleteProspect } from './operations/undelete-prospect.js';
import { upsertProspect } from './operations/upsert-prospect.js';
import { createRecord, deleteRecord, updateRecord } from './operations/write-record.js';
import type { Engagement } from './state.js';
import { answerOlder, logIn } from './v4/dispatch.js';
import { answerExport } from './v4/exports.js';
import { answerImport } from './v4/imports.js';
import type { ObjectDefinition } from './v5/object.js';
import { FILES } from './v5/objects/assets.js';
import { BULK_ACTIONS } from './v5/objects/bulk-actions.js';
import { EXPORTS } from './v5/objects/exports.js';
import { EXTERNAL_ACTIVITIES } from './v5/objects/external-activities.js';
import { IMPORTS } from './v5/objects/imports.js';
import { OBJECTS } from './v5/objects/index.js';
import { signedIn, type UnitOperation } from './v5/session.js';

const HERE = 'simulator/engagement/operations';

/** Kinds of record that carry tags. Source: Account Engagement API v5, "Tagged Object": the kinds that one may name; opportunities. */
const TAGGED = new Set([
  ...['campaigns', 'custom-fields', 'custom-redirects', 'dynamic-contents', 'emails', 'email-templates', 'files', 'form-fields'],
  ...['form-handlers', 'forms', 'landing-pages', 'layout-templates', 'list-emails', 'lists', 'opportunities', 'prospects', 'users'],
]);

/** Everything that Account Engagement answers. */
export const ROUTES: readonly Route<Engagement>[] = [
  route('POST', '/api/v5/objects/prospects/do/upsertLatestByEmail', upsertProspect, 'upsert-prospect'),
  route('POST', '/api/v5/objects/prospects/do/undelete', undeleteProspect, 'undelete-prospect'),
  route('GET', '/api/v5/objects/account', readAccount, 'read-account'),
  route('GET', '/api/v5/objects/salesforce-connector', readConnector, 'connector-status'),
  route('POST', '/api/v5/objects/salesforce-connector/do/pause', setConnector(true), 'connector-status'),
  route('POST', '/api/v5/objects/salesforce-connector/do/unpause', setConnector(false), 'connector-status'),
  route('POST', '/api/v5/objects/visitors/:id/do/assignToProspect', assignVisitor, 'record-actions'),
  route('POST', '/api/v5/objects/visitors/:id/do/identifyCompany', identifyCompany, 'record-actions'),
  route('POST', '/api/v5/objects/campaigns/:id/do/connectSalesforceCampaign', connectCampaign, 'record-actions'),
  route('GET', '/api/v5/objects/list-emails/:id/stats', readListEmailStats, 'list-email-stats'),
  route('POST', '/api/v5/objects/tags/:id/do/mergeTags', mergeTags, 'merge-tags'),
  ...OBJECTS.flatMap(routesOf),
  route('POST', '/api/v5/imports', imports.createImport, 'imports'),
  route('GET', '/api/v5/imports', queryRecords(IMPORTS), 'query-records'),
  route('GET', '/api/v5/imports/:id', readRecord(IMPORTS), 'read-record'),
  route('PATCH', '/api/v5/imports/:id', imports.updateImport, 'imports'),
  route('POST', '/api/v5/imports/:id/batches', imports.addImportBatch, 'imports'),
  route('POST', '/api/v5/imports/:id/do/cancel', imports.cancelImportJob, 'imports'),
  route('GET', '/api/v5/imports/:id/errors', imports.downloadImportErrors, 'imports'),
  route('POST', '/api/v5/exports', createExport, 'exports'),
  route('GET', '/api/v5/exports', queryRecords(EXPORTS), 'query-records'),
  route('GET', '/api/v5/exports/:id', readRecord(EXPORTS), 'read-record'),
  route('GET', '/api/v5/exports/:id/results/:file', downloadExport, 'exports'),
  route('POST', '/api/v5/bulk-actions', bulk.createBulkAction, 'bulk-actions'),
  route('GET', '/api/v5/bulk-actions', queryRecords(BULK_ACTIONS), 'query-records'),
  route('GET', '/api/v5/bulk-actions/:id', readRecord(BULK_ACTIONS), 'read-record'),
  route('PATCH', '/api/v5/bulk-actions/:id', bulk.updateBulkAction, 'bulk-actions'),
  route('GET', '/api/v5/bulk-actions/:id/errors', bulk.downloadBulkActionErrors, 'bulk-actions'),
  route('POST', '/api/v5/external-activities', createExternalActivity, 'external-activities'),
  route('GET', '/api/v5/external-activities', queryRecords(EXTERNAL_ACTIVITIES), 'query-records'),
  route('GET', '/api/v5/external-activities/:id', readRecord(EXTERNAL_ACTIVITIES), 'read-record'),
  older('POST', '/api/login/version/:version', logIn),
  ...['GET', 'POST'].map((method) => older(method, '/api/export/version/:version/do/*rest', answerExport)),
  ...['GET', 'POST', 'PATCH'].map((method) => older(method, '/api/import/version/:version/do/*rest', answerImport)),
  ...['GET', 'POST', 'DELETE'].map((method) => older(method, '/api/:object/version/:version/do/*rest', answerOlder)),
  open('GET', '/l/:account/:date/:token', visitAsset),
  open('POST', '/l/:account/:date/:token', visitAsset),
  open('GET', '/analytics', trackPageView),
  open('GET', '/pd.js', trackingCode),
  route('GET', '/backlot__connector/v1/prospects', connector.pollProspects, 'connector'),
  route('POST', '/backlot__connector/v1/prospects', connector.writeProspects, 'connector'),
  route('POST', '/backlot__connector/v1/prospects/lookup', connector.lookUpProspects, 'connector'),
  route('POST', '/backlot__connector/v1/accounts', sales.writeAccounts, 'connector-sales'),
  route('POST', '/backlot__connector/v1/accounts/lookup', sales.lookUpAccounts, 'connector-sales'),
  route('POST', '/backlot__connector/v1/opportunities', sales.writeOpportunities, 'connector-sales'),
  route('POST', '/backlot__connector/v1/opportunities/lookup', sales.lookUpOpportunities, 'connector-sales'),
  route('GET', '/backlot__connector/v1/users', marketing.listConnectorUsers, 'connector-marketing'),
  route('POST', '/backlot__connector/v1/users', marketing.writeUsers, 'connector-marketing'),
  route('POST', '/backlot__connector/v1/campaigns', marketing.writeCampaigns, 'connector-marketing'),
];

/** The routes of one object: what it has of query, read, create, update, delete and tags. */
function routesOf(object: ObjectDefinition): Route<Engagement>[] {
  const all = `/api/v5/objects/${object.collection}`;
  const one = `${all}/:id`;
  const { create, update, remove } = object.isByPeopleOnly === true ? ({} as Partial<ObjectDefinition>) : object;
  return [
    route('GET', all, queryRecords(object), 'query-records'),
    route('GET', one, readRecord(object), 'read-record'),
    ...(create === undefined ? [] : [createRoute(object, create)]),
    ...(update === undefined ? [] : [route('PATCH', one, updateRecord(object, update), 'write-record')]),
    ...(remove === undefined ? [] : [route('DELETE', one, deleteRecord(object, remove), 'write-record')]),
    ...(TAGGED.has(object.collection)
      ? [
          route('POST', `${one}/do/addTag`, addTagTo(object), 'tag-record'),
          route('POST', `${one}/do/removeTag`, removeTagFrom(object), 'tag-record'),
        ]
      : []),
  ];
}

/** Files come with their content; everything else is made of JSON. */
function createRoute(object: ObjectDefinition, create: NonNullable<ObjectDefinition['create']>): Route<Engagement> {
  const path = `/api/v5/objects/${object.collection}`;
  if (object === FILES) return route('POST', path, createFile, 'files');
  return route('POST', path, createRecord(object, create), 'write-record');
}

/** Versions 3 and 4, which know their callers in their own way. */
function older(method: string, path: string, operation: Operation<Engagement>): Route<Engagement> {
  return { method, path, operation, file: 'simulator/engagement/v4/dispatch.ts' };
}

/** What visitors call: nobody signs in. */
function open(method: string, path: string, operation: Operation<Engagement>): Route<Engagement> {
  return { method, path, operation, file: `${HERE}/tracker-domain.ts` };
}

function route(method: string, path: string, operation: UnitOperation, file: string): Route<Engagement> {
  return { method, path, operation: signedIn(operation), file: `${HERE}/${file}.ts` };
}
