import type { WireResponse } from '../../kernel/wire.js';
import { notFound, rowError, SalesforceError } from '../errors.js';
import { parseId } from '../ids.js';
import { queueRequest } from '../people/requests.js';
import type { SyncRequest } from '../people.js';
import { readJson } from '../wire/body.js';
import { json, rowErrors } from '../wire/reply.js';
import { versionOf } from './address.js';
import { type SignedCall, signedIn } from './signed-in.js';

/** Inputs that one call may carry. Assumed: the bound of an Apex transaction's chunk. */
const INPUTS_MAX = 200;

type Action = { readonly name: string; readonly label: string; readonly description: string; readonly via: 'flow' | 'apex' };

/**
 * What the packages bring along: a press of *Sync to Intacct* for Flow and Apex. It makes a request that the sync core finds.
 *
 * Source:  Sage Intacct help: the sync can be called from Flow and from Apex.
 * Assumed: the names of the flow and of the invocable class.
 */
const ACTIONS: Readonly<Record<'flow' | 'apex', readonly Action[]>> = {
  flow: [
    { name: 'Sync_to_Intacct', label: 'Sync to Intacct', description: 'Queues a record for the sync with Sage Intacct.', via: 'flow' },
  ],
  apex: [
    {
      name: 'IntacctSyncAction',
      label: 'Intacct Sync Action',
      description: 'Queues a record for the sync with Sage Intacct.',
      via: 'apex',
    },
  ],
};

/** GET /services/data/:version/actions - where the lists of actions are. Source: Actions Developer Guide. */
export const listActionKinds = signedIn((call: SignedCall) => {
  const base = `/services/data/${versionOf(call)}/actions`;
  return json(200, { standard: `${base}/standard`, custom: `${base}/custom` });
});

/** GET /services/data/:version/actions/custom. */
export const listCustomActionKinds = signedIn((call: SignedCall) => {
  const base = `/services/data/${versionOf(call)}/actions/custom`;
  return json(200, { apex: `${base}/apex`, flow: `${base}/flow` });
});

/** GET /services/data/:version/actions/standard - the org has no standard actions switched on. */
export const listStandardActions = signedIn(() => json(200, { actions: [] }));

/** GET /services/data/:version/actions/custom/:kind. Source: Actions Developer Guide, "Flow Actions", "Apex Actions". */
export const listActions = signedIn((call: SignedCall) => {
  const kind = kindOf(call);
  const base = `/services/data/${versionOf(call)}/actions/custom/${kind}`;
  const actions = ACTIONS[kind].map(({ name, label }) => ({ label, name, type: kind.toUpperCase(), url: `${base}/${name}` }));
  return json(200, { actions });
});

/** GET /services/data/:version/actions/custom/:kind/:action - its inputs and outputs. */
export const describeAction = signedIn((call: SignedCall) => {
  const { name, label, description, via } = actionOf(call);
  const parameter = { byteLength: 18, description: null, maxOccurs: 1, sobjectType: null, type: 'STRING' };
  return json(200, {
    description,
    inputs: [{ ...parameter, label: 'Record ID', name: 'recordId', required: true }],
    label,
    name,
    outputs: [{ ...parameter, label: 'Job ID', name: via === 'flow' ? 'jobId' : 'output' }],
    standard: false,
    targetEntityName: null,
    type: via.toUpperCase(),
  });
});

/**
 * POST /services/data/:version/actions/custom/:kind/:action - does the action once for each input.
 *
 * Source:  Actions Developer Guide, "Invoke": results in the order of the inputs; status 400 when one failed.
 * Assumed: inputs that succeeded stay so beside others that failed.
 */
export const invokeAction = signedIn((call: SignedCall) => {
  const action = actionOf(call);
  const { inputs } = readJson(call.request).value;
  if (!Array.isArray(inputs) || inputs.length === 0) throw new SalesforceError('INVALID_API_INPUT', 'Missing required argument: inputs');
  if (inputs.length > INPUTS_MAX) throw new SalesforceError('INVALID_API_INPUT', `No more than ${INPUTS_MAX} inputs are allowed`);
  const results = inputs.map((input: unknown) => resultOf(call, action, input));
  return reply(results);
});

type Result = { readonly isSuccess: boolean; readonly [key: string]: unknown };

function reply(results: readonly Result[]): WireResponse {
  return json(results.every(({ isSuccess }) => isSuccess) ? 200 : 400, results);
}

function resultOf(call: SignedCall, { name, via }: Action, input: unknown): Result {
  const rest = { invocationId: null, sortOrder: -1, version: 1 };
  try {
    const id = call.world.atomic(() => queueSync(call, recordIdOf(input), via));
    const guid = call.world.random('salesforce:interviews').text(40).toLowerCase();
    const outputValues = via === 'flow' ? { Flow__InterviewStatus: 'Finished', jobId: id, Flow__InterviewGuid: guid } : { output: id };
    return { actionName: name, errors: null, isSuccess: true, outputValues, ...rest };
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    return { actionName: name, errors: rowErrors(error), isSuccess: false, outputValues: null, ...rest };
  }
}

function recordIdOf(input: unknown): string {
  const given = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>;
  const stranger = Object.keys(given).find((name) => name !== 'recordId');
  if (stranger !== undefined) throw rowError('INVALID_API_INPUT', `Unknown input parameter: ${stranger}`);
  const { recordId } = given;
  if (typeof recordId !== 'string' || recordId === '') throw rowError('INVALID_API_INPUT', 'Missing required input parameter: recordId');
  return recordId;
}

/** Makes the request for a record as the caller; gives the id of the request. */
export function queueSync({ state, session }: SignedCall, text: string, via: NonNullable<SyncRequest['via']>): string {
  const record = parseId(text);
  if (record === null) throw rowError('MALFORMED_ID', `Record ID: id value of incorrect type: ${text}`, ['recordId']);
  return queueRequest(state, { kind: 'sync-to-intacct', record, via }, session.userId);
}

function kindOf({ params }: SignedCall): 'flow' | 'apex' {
  const kind = params['kind']!.toLowerCase();
  if (kind !== 'flow' && kind !== 'apex') throw notFound();
  return kind;
}

function actionOf(call: SignedCall): Action {
  const name = call.params['action']!.toLowerCase().replace(/^ia_crm__/, '');
  const found = ACTIONS[kindOf(call)].find((each) => each.name.toLowerCase() === name);
  if (found === undefined) throw notFound();
  return found;
}
