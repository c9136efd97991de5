import { entityIsDeleted, invalidCrossReference, malformedId, rowError } from '../errors.js';
import { enqueued, isEventId } from '../events/platform-events.js';
import { parseId } from '../ids.js';
import { externalIdField } from '../state/upsert.js';
import type { SignedSoapCall } from './envelope.js';
import { checkCount, resultsOf } from './results.js';
import { readSave, readSObject } from './sobjects.js';
import { childrenNamed, childText, type Element, tag } from './xml.js';

/** create() - new records, each with its own outcome. Source: [SOAP] "create()". */
export function create(call: SignedSoapCall): string {
  const save = readSave(call);
  return resultsOf(call, sObjects(call), (element) => {
    const { type, values, id } = readSObject(call, element);
    if (id !== null && id !== '') throw rowError('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
    const made = call.state.create(type, values, save);
    return done(made, isEventId(made) ? enqueuedTag(call, made) : '');
  });
}

function enqueuedTag({ state }: SignedSoapCall, id: string): string {
  const { message, statusCode } = enqueued(state, id);
  return `<errors>${tag('message', message)}${tag('statusCode', statusCode)}</errors>`;
}

/** update() - changes of records by id. Source: [SOAP] "update()". */
export function update(call: SignedSoapCall): string {
  const save = readSave(call);
  return resultsOf(call, sObjects(call), (element) => {
    const { type, values, id } = readSObject(call, element);
    if (id === null || id === '') throw rowError('MISSING_ARGUMENT', 'Id not specified in an update call');
    const known = liveId(call, id);
    if (call.state.schema.typeOfId(known) !== type) throw invalidCrossReference();
    call.state.update(type, known, values, save);
    return done(known);
  });
}

/** upsert() - creates or updates by an external id, or by Id. Source: [SOAP] "upsert()". */
export function upsert(call: SignedSoapCall): string {
  const save = readSave(call);
  const fieldName = childText(call.body, 'externalIDFieldName') ?? 'Id';
  const items = sObjects(call);
  return resultsOf(
    call,
    items,
    (element) => {
      const sent = readSObject(call, element);
      if (fieldName.toLowerCase() === 'id') return upsertById(call, sent, save);
      const { type } = sent;
      const field = externalIdField(type, fieldName);
      const key = Object.keys(sent.values).find((name) => name.toLowerCase() === field.name.toLowerCase());
      const { [key ?? '']: value, ...values } = sent.values;
      if (value === undefined || value === null || value === '') throw rowError('MISSING_ARGUMENT', `${field.name} not specified`);
      const { id, isCreated } = call.state.upsert(type, { field, value: String(value), values, ambiguous: ambiguous(field.label) }, save);
      return `<result>${tag('created', isCreated)}${tag('id', id)}<success>true</success></result>`;
    },
    (errors) => `<created>false</created>${errors}${tag('id', null)}<success>false</success>`,
  );
}

function upsertById(call: SignedSoapCall, { type, id, values }: ReturnType<typeof readSObject>, save: ReturnType<typeof readSave>): string {
  if (id === null || id === '') {
    return `<result><created>true</created>${tag('id', call.state.create(type, values, save))}<success>true</success></result>`;
  }
  const known = liveId(call, id);
  call.state.update(type, known, values, save);
  return `<result><created>false</created>${tag('id', known)}<success>true</success></result>`;
}

const ambiguous = (label: string) => (found: readonly Readonly<Record<string, unknown>>[]) =>
  rowError(
    'DUPLICATE_EXTERNAL_ID',
    `${label}: more than one record found for external id field: [${found.map((row) => row['Id']).join(', ')}]`,
    [label],
  );

/** delete() - to the recycle bin. Source: [SOAP] "delete()". */
export function remove(call: SignedSoapCall): string {
  const save = readSave(call);
  return resultsOf(call, ids(call), (id) => {
    const known = liveId(call, id);
    call.state.delete(known, save);
    return done(known);
  });
}

/** undelete() - back from the recycle bin. Source: [SOAP] "undelete()". */
export function undelete(call: SignedSoapCall): string {
  const save = readSave(call);
  return resultsOf(call, ids(call), (id) => {
    const known = readId(id);
    call.state.undelete(known, save);
    return done(known);
  });
}

/** emptyRecycleBin() - out of the recycle bin for good. Source: [SOAP] "emptyRecycleBin()". */
export function emptyRecycleBin(call: SignedSoapCall): string {
  const save = readSave(call);
  return resultsOf(call, ids(call), (id) => {
    const known = readId(id);
    call.state.emptyRecycleBin(known, save);
    return done(known);
  });
}

function sObjects({ body }: SignedSoapCall): readonly Element[] {
  const found = childrenNamed(body, 'sObjects');
  checkCount(found.length);
  return found;
}

function ids({ body }: SignedSoapCall): readonly string[] {
  const found = [...childrenNamed(body, 'ids'), ...childrenNamed(body, 'ID')].map(({ text }) => text.trim());
  checkCount(found.length);
  return found;
}

function done(id: string, errors = ''): string {
  return `<result>${errors}${tag('id', id)}<success>true</success></result>`;
}

export function readId(text: string): string {
  const id = parseId(text);
  if (id === null) throw malformedId('Record ID', text, 'Id');
  return id;
}

/** The id of a record that exists, for this user, outside of the recycle bin. Source: [SOAP] "StatusCode". */
function liveId({ state, session }: SignedSoapCall, text: string): string {
  const id = readId(text);
  const row = state.lookup(id);
  if (row === undefined || !state.canRead(session.userId, row)) throw invalidCrossReference();
  if (row['IsDeleted'] === true) throw entityIsDeleted();
  return id;
}
