import { SalesforceError } from '../errors.js';
import { parseId } from '../ids.js';
import { pageRows } from '../soql/engine.js';
import { malformed } from '../soql/errors.js';
import type { SignedSoapCall } from './envelope.js';
import { queryResult, valueTag } from './records.js';
import { checkCount } from './results.js';
import { child, childrenNamed, childText, tag } from './xml.js';

/** query() - runs SOQL. Source: [SOAP] "query()". */
export function query(call: SignedSoapCall): string {
  return runQuery(call, false);
}

/** queryAll() - the same, with the recycle bin. Source: [SOAP] "queryAll()". */
export function queryAll(call: SignedSoapCall): string {
  return runQuery(call, true);
}

/** queryMore() - the next page of a query. Source: [SOAP] "queryMore()". */
export function queryMore(call: SignedSoapCall): string {
  const { state, session, body } = call;
  return queryResult(state.soql.more(childText(body, 'queryLocator') ?? '', session.userId, batchSize(call)));
}

function runQuery(call: SignedSoapCall, includesDeleted: boolean): string {
  const { state, session, body } = call;
  const text = child(body, 'queryString')?.text ?? '';
  if (text.trim() === '') throw malformed('A query string has to be specified');
  return queryResult(state.soql.query(text, { userId: session.userId, includesDeleted, batchSize: batchSize(call) }));
}

function batchSize({ header }: SignedSoapCall): number {
  const asked = childText(child(header, 'QueryOptions'), 'batchSize');
  return pageRows(asked === null || asked === '' ? undefined : Number(asked));
}

/** Source: [SOAP] "retrieve()". */
const RETRIEVED_MAX = 2_000;

/** retrieve() - records by id, in the order asked; nil for each that is not there. Source: [SOAP] "retrieve()". */
export function retrieve({ state, session, body }: SignedSoapCall): string {
  const typeName = childText(body, 'sObjectType') ?? '';
  const type = state.schema.type(typeName);
  if (type === undefined) throw new SalesforceError('INVALID_TYPE', `sObject type '${typeName}' is not supported.`);
  const fields = (childText(body, 'fieldList') ?? '').split(',').map((name) => {
    const field = type.field(name.trim());
    if (field === undefined) throw new SalesforceError('INVALID_FIELD', `No such column '${name.trim()}' on entity '${type.name}'.`);
    return field;
  });
  const ids = childrenNamed(body, 'ids').map(({ text }) => text.trim());
  checkCount(ids.length, RETRIEVED_MAX);
  const results = ids.map((text) => {
    const id = parseId(text);
    if (id === null) throw new SalesforceError('MALFORMED_ID', `malformed id ${text}`);
    const row = state.table(type).get(id);
    if (row === undefined || row['IsDeleted'] === true || !state.canRead(session.userId, row)) return tag('result', null);
    const values = fields.map((field) => valueTag(field.name, field.type, state.value(field, row)));
    return `<result xsi:type="sf:sObject"><sf:type>${type.name}</sf:type>${tag('sf:Id', id)}${values.join('')}</result>`;
  });
  return results.join('');
}
