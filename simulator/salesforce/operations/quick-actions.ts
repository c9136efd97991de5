import { invalidCrossReference, malformedId, notFound } from '../errors.js';
import { parseId } from '../ids.js';
import type { Field, SObjectType } from '../schema.js';
import { type JsonBody, type JsonObject, notAnObject, readJson } from '../wire/body.js';
import { JsonWalker } from '../wire/json-position.js';
import { checkJsonValues } from '../wire/record-body.js';
import { json } from '../wire/reply.js';
import { saveOf } from '../wire/save-headers.js';
import { typeOf, versionOf } from './address.js';
import { type SignedCall, signedIn } from './signed-in.js';

/** An action that makes a record, by itself or from the page of another one. */
type QuickAction = {
  readonly name: string;
  readonly label: string;
  readonly type: 'Create' | 'LogACall';
  readonly target: string;
  /** What the new record has unless the caller says otherwise. */
  readonly values: JsonObject;
};

const CALL = { Subject: 'Call', Status: 'Completed', TaskSubtype: 'Call' };

/** Source: Salesforce Help, "Default Actions": what every org starts with. Nobody makes others. */
const ACTIONS: readonly QuickAction[] = [
  { name: 'LogACall', label: 'Log a Call', type: 'LogACall', target: 'Task', values: CALL },
  ...['Account', 'Case', 'Contact', 'Lead', 'Opportunity', 'Task'].map(
    (target): QuickAction => ({ name: `New${target}`, label: `New ${target}`, type: 'Create', target, values: {} }),
  ),
];

/** GET /services/data/:version/quickActions, and /sobjects/:type/quickActions for those that the object's page has. Source: [REST] "Quick Actions". */
export const listQuickActions = signedIn((call: SignedCall) =>
  json(
    200,
    actionsOf(call).map((action) => shortly(call, action)),
  ),
);

/** GET /services/data/:version/quickActions/:action and …/describe - one, with the object that it makes. */
export const getQuickAction = signedIn((call: SignedCall) => {
  const action = actionOf(call);
  return json(200, { ...shortly(call, action), targetSobjectType: action.target });
});

/**
 * GET /services/data/:version/quickActions/:action/defaultValues - what a new record starts with; `/:context` behind it is the record from
 * whose page it is made.
 *
 * Source: [REST] "Quick Action Default Values", "Quick Action Default Values by ID".
 */
export const quickActionDefaults = signedIn((call: SignedCall) => {
  const { target, values } = actionOf(call);
  return json(200, { attributes: { type: target }, ...values, ...linkFrom(call, target, call.params['context']) });
});

/**
 * POST /services/data/:version/quickActions/:action - makes the record; `contextId` is the record from whose page it is made.
 *
 * Source:  Actions Developer Guide; [REST] "Quick Actions".
 * Assumed: the keys of the reply beside `id`, `success` and `errors`.
 */
export const performQuickAction = signedIn((call: SignedCall) => {
  const { target, values } = actionOf(call);
  const body = readJson(call.request);
  const type = call.state.schema.type(target)!;
  const record = objectIn(body, 'record');
  checkJsonValues(type, record, body, ['record']);
  const { contextId = null } = body.value;
  const id = call.state.create(type, { ...values, ...linkFrom(call, target, contextId), ...record }, saveOf(call));
  const context = contextId === null ? null : parseId(String(contextId));
  return json(201, { id, feedItemIds: [], success: true, created: true, contextId: context, errors: [] });
});

function actionsOf(call: SignedCall): readonly QuickAction[] {
  if (call.params['type'] === undefined) return ACTIONS;
  const context = typeOf(call);
  return ACTIONS.filter(({ target }) => linkTo(call.state.schema.type(target)!, context) !== undefined);
}

function actionOf(call: SignedCall): QuickAction {
  const found = actionsOf(call).find(({ name }) => name.toLowerCase() === call.params['action']!.toLowerCase());
  if (found === undefined) throw notFound();
  return found;
}

/** The field by which a new record belongs to the one from whose page it is made. */
function linkTo(target: SObjectType, context: SObjectType): Field | undefined {
  return target.references.find(
    ({ isCreateable, isUpdateable, referenceTo }) => isCreateable && isUpdateable && referenceTo.includes(context.name),
  );
}

/** The value by which a new record belongs to the one from whose page it is made. */
function linkFrom({ state, session }: SignedCall, target: string, contextId: unknown): JsonObject {
  if (contextId === undefined || contextId === null) return {};
  const id = parseId(String(contextId));
  if (id === null) throw malformedId('Context ID', String(contextId), 'contextId');
  const row = state.lookup(id);
  if (row === undefined || row['IsDeleted'] === true || !state.canRead(session.userId, row)) throw invalidCrossReference();
  const link = linkTo(state.schema.type(target)!, state.schema.typeOfId(id)!);
  return link === undefined ? {} : { [link.name]: id };
}

function objectIn({ value, text }: JsonBody, name: string): JsonObject {
  const found = value[name] ?? {};
  if (typeof found !== 'object' || Array.isArray(found)) throw notAnObject(found, JsonWalker.placeOf(text, [name]));
  return found as JsonObject;
}

function shortly(call: SignedCall, { name, label, type }: QuickAction) {
  const context = call.params['type'] === undefined ? null : typeOf(call).name;
  const base = `/services/data/${versionOf(call)}${context === null ? '' : `/sobjects/${context}`}/quickActions/${name}`;
  const defaults = { defaultValues: `${base}/defaultValues` };
  return {
    contextSobjectType: context,
    description: null,
    label,
    name,
    type,
    urls: { ...defaults, quickAction: base, describe: `${base}/describe` },
  };
}
