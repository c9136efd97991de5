import { describeField, recordTypeInfos } from '../describe.js';
import { notFound, SalesforceError } from '../errors.js';
import { idAt, MASTER_RECORD_TYPE_ID, parseId } from '../ids.js';
import type { Field, SObjectType } from '../schema.js';
import { recordTypesOf } from '../state/record-types.js';
import type { SalesforceOrg } from '../state.js';
import { json } from '../wire/reply.js';
import { layoutableTypeOf, versionOf } from './address.js';
import { conditionalDescribe } from './conditions.js';
import { type SignedCall, signedIn } from './signed-in.js';

/**
 * GET /services/data/:version/sobjects/:type/describe/layouts - the page layouts of an object.
 *
 * Source:  [REST] "sObject Layouts".
 * Assumed: every object has one layout with two sections: its fields in order, and who made and changed the record.
 */
export const describeLayouts = signedIn((call: SignedCall) =>
  conditionalDescribe(call, () => {
    return json(200, layoutsOf(call.state, layoutableTypeOf(call), versionOf(call)));
  }),
);

/** What REST and SOAP tell of an object's layouts. */
export function layoutsOf(org: SalesforceOrg, type: SObjectType, version: string) {
  const mappings = recordTypeInfos(type, version, recordTypesOf(org, type)).map((info) => ({
    ...info,
    layoutId: layoutId(org, type),
    picklistsForRecordType: [],
  }));
  return { layouts: [layoutOf(org, type)], recordTypeMappings: mappings, recordTypeSelectorRequired: [false] };
}

/** GET /services/data/:version/sobjects/:type/describe/layouts/:recordType - the layout of a record type. */
export const describeLayout = signedIn((call: SignedCall) =>
  conditionalDescribe(call, () => {
    const type = layoutableTypeOf(call);
    const id = parseId(call.params['recordType']!);
    if (id !== MASTER_RECORD_TYPE_ID && !recordTypesOf(call.state, type).some((each) => each.id === id)) throw notFound();
    return json(200, layoutOf(call.state, type));
  }),
);

/** GET /services/data/:version/sobjects/:type/describe/compactLayouts - the system's own: the name. Source: [REST] "Compact Layouts". */
export const describeCompactLayouts = signedIn((call: SignedCall) => {
  const type = layoutableTypeOf(call);
  const base = `/services/data/${versionOf(call)}/sobjects/${type.name}/describe/compactLayouts`;
  const mapping = {
    available: true,
    compactLayoutId: null,
    compactLayoutName: 'SYSTEM',
    recordTypeId: MASTER_RECORD_TYPE_ID,
    recordTypeName: 'Master',
  };
  return json(200, {
    compactLayouts: [compactLayoutOf(type)],
    defaultCompactLayoutId: null,
    recordTypeCompactLayoutMappings: [mapping],
    urls: { primary: `${base}/primary` },
  });
});

/** GET /services/data/:version/sobjects/:type/describe/compactLayouts/primary - the one that is used. */
export const primaryCompactLayout = signedIn((call: SignedCall) => json(200, compactLayoutOf(layoutableTypeOf(call))));

/** GET /services/data/:version/compactLayouts?q= - the ones of several objects. Source: [REST] "Compact Layouts", multiple objects. */
export const compactLayouts = signedIn(({ state, request }: SignedCall) => {
  const names = (new URLSearchParams(request.query).get('q') ?? '').split(',').filter((name) => name.trim() !== '');
  if (names.length === 0) throw new SalesforceError('MISSING_ARGUMENT', 'The q parameter must name objects');
  const types = names.map((name) => state.schema.type(name.trim()));
  if (!types.every((type) => type?.definition.isLayoutable)) throw notFound();
  return json(200, Object.fromEntries(types.map((type) => [type!.name, compactLayoutOf(type!)])));
});

function compactLayoutOf(type: SObjectType): Record<string, unknown> {
  return {
    actions: [],
    fieldItems: type.nameField === null ? [] : [itemOf(type.nameField, 1)],
    id: null,
    imageItems: [],
    label: 'System Default',
    name: 'SYSTEM',
    objectType: type.name,
  };
}

/** GET /services/data/:version/sobjects/:type/describe/approvalLayouts - the org has no approval processes. */
export const describeApprovalLayouts = signedIn((call: SignedCall) => {
  layoutableTypeOf(call);
  return json(200, { approvalLayouts: [] });
});

function layoutId(org: SalesforceOrg, type: SObjectType): string {
  return idAt('00h', 1 + org.schema.types.indexOf(type));
}

const SYSTEM_FIELDS = ['CreatedById', 'LastModifiedById'];
const COLUMNS = 2;

function layoutOf(org: SalesforceOrg, type: SObjectType) {
  const own = type.fields.filter((field) => field.isCreateable || field.isUpdateable || field.isNameField);
  const system = type.fields.filter(({ name }) => SYSTEM_FIELDS.includes(name));
  const { label } = type.definition;
  const editable = [sectionOf(`${label} Information`, own)];
  return {
    buttonLayoutSection: null,
    detailLayoutSections: [...editable, sectionOf('System Information', system)],
    editLayoutSections: editable,
    feedView: null,
    highlightsPanelLayoutSection: null,
    id: layoutId(org, type),
    multirowEditLayoutSections: [],
    offlineLinks: [],
    quickActionList: null,
    relatedContent: null,
    relatedLists: [],
    saveOptions: [],
  };
}

function sectionOf(heading: string, fields: readonly Field[]): Record<string, unknown> {
  const rows = Array.from({ length: Math.ceil(fields.length / COLUMNS) }, (_each, row) => {
    const items = fields.slice(row * COLUMNS, (row + 1) * COLUMNS).map((field, column) => itemOf(field, row * COLUMNS + column + 1));
    return { layoutItems: items, numItems: items.length };
  });
  return { columns: COLUMNS, heading, layoutRows: rows, rows: rows.length, useCollapsibleSection: false, useHeading: true };
}

function itemOf(field: Field, tabOrder: number): Record<string, unknown> {
  return {
    editableForNew: field.isCreateable,
    editableForUpdate: field.isUpdateable,
    label: field.label,
    layoutComponents: [{ details: describeField(field), displayLines: 1, tabOrder, type: 'Field', value: field.name }],
    placeholder: false,
    required: field.isCreateable && !field.isNillable && !field.isDefaultedOnCreate,
  };
}
