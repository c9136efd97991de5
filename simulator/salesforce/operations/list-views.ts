import { notFound, SalesforceError } from '../errors.js';
import { parseId } from '../ids.js';
import type { Field } from '../schema.js';
import { printPage } from '../soql/json.js';
import { type ListView, listViewsOf } from '../state/list-views.js';
import { json } from '../wire/reply.js';
import { layoutableTypeOf, versionOf } from './address.js';
import { type SignedCall, signedIn } from './signed-in.js';

/** GET /services/data/:version/sobjects/:type/listviews - the views of an object. Source: [REST] "List Views". */
export const listViews = signedIn((call: SignedCall) => {
  const type = layoutableTypeOf(call);
  const listviews = listViewsOf(call.state.schema, type).map((view) => shortly(call, view));
  return json(200, { done: true, listviews, nextRecordsUrl: null, size: listviews.length, sobjectType: type.name });
});

/** GET /services/data/:version/sobjects/:type/listviews/:view - one in short. Source: as above. */
export const getListView = signedIn((call: SignedCall) => json(200, shortly(call, viewOf(call))));

/** GET /services/data/:version/sobjects/:type/listviews/:view/describe - its columns and query. Source: [REST] "List View Describe". */
export const describeListView = signedIn((call: SignedCall) => {
  const view = viewOf(call);
  return json(200, {
    columns: columnsOf(view),
    id: view.id,
    orderBy: view.orderBy.map(({ name }) => ({ fieldNameOrPath: name, nullsPosition: 'first', sortDirection: 'ascending' })),
    query: view.soql,
    relatedEntityId: null,
    scope: view.scope,
    scopeEntityId: null,
    sobjectType: layoutableTypeOf(call).name,
    whereCondition: view.condition,
  });
});

/** Rows that are shown unless the caller asks for others. Source: [REST] "List View Results": 25, at most 2,000. */
const ROWS = 25;
const ROWS_MAX = 2_000;

/** GET /services/data/:version/sobjects/:type/listviews/:view/results - its records. Source: [REST] "List View Results": values are texts. */
export const listViewResults = signedIn((call: SignedCall) => {
  const view = viewOf(call);
  const { state, session, request } = call;
  const asked = new URLSearchParams(request.query);
  const [limit, offset] = [numberIn(asked, 'limit', ROWS), numberIn(asked, 'offset', 0)];
  const options = { userId: session.userId, includesDeleted: false, batchSize: ROWS_MAX };
  const page = state.soql.query(`${view.soql} LIMIT ${limit + 1} OFFSET ${offset}`, options);
  const { records } = JSON.parse(printPage(page, `/services/data/${versionOf(call)}`)) as { readonly records: readonly Printed[] };
  return json(200, {
    columns: columnsOf(view),
    developerName: view.developerName,
    done: records.length <= limit,
    id: view.id,
    label: view.label,
    records: records.slice(0, limit).map((record) => ({ columns: view.columns.map(({ name }) => cellOf(name, record[name])) })),
    size: Math.min(records.length, limit),
  });
});

type Printed = Readonly<Record<string, unknown>>;

function viewOf(call: SignedCall): ListView {
  const asked = call.params['view']!;
  const id = parseId(asked);
  const found = listViewsOf(call.state.schema, layoutableTypeOf(call)).find((view) => view.id === id || view.developerName === asked);
  if (found === undefined) throw notFound();
  return found;
}

function shortly(call: SignedCall, { id, developerName, label }: ListView) {
  const url = `/services/data/${versionOf(call)}/sobjects/${layoutableTypeOf(call).name}/listviews/${id}`;
  return { describeUrl: `${url}/describe`, developerName, id, label, resultsUrl: `${url}/results`, soqlCompatible: true, url };
}

function columnsOf({ columns, orderBy }: ListView) {
  return columns.map((field) => {
    const sortIndex = orderBy.indexOf(field);
    return {
      ascendingLabel: field.isSortable ? 'Z-A' : null,
      descendingLabel: field.isSortable ? 'A-Z' : null,
      fieldNameOrPath: field.name,
      hidden: false,
      label: field.label,
      searchable: isText(field),
      selectListItem: field.name,
      sortDirection: sortIndex === -1 ? null : 'ascending',
      sortIndex: sortIndex === -1 ? null : sortIndex,
      sortable: field.isSortable,
      type: field.type,
    };
  });
}

const isText = ({ type }: Field): boolean => ['string', 'email', 'phone', 'textarea', 'url'].includes(type);

function cellOf(fieldNameOrPath: string, value: unknown) {
  return { fieldNameOrPath, value: value === null || value === undefined ? null : String(value) };
}

function numberIn(asked: URLSearchParams, name: string, standard: number): number {
  const text = asked.get(name) ?? String(standard);
  if (!/^\d{1,6}$/.test(text)) throw new SalesforceError('ILLEGAL_QUERY_PARAMETER_VALUE', `Illegal value for ${name}: ${text}`);
  return Math.min(ROWS_MAX, Number(text));
}
