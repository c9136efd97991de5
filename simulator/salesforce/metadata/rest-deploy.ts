import type { WireResponse } from '../../kernel/wire.js';
import { notFound, SalesforceError } from '../errors.js';
import { type SignedCall, signedIn } from '../operations/signed-in.js';
import { type JsonObject, readJson } from '../wire/body.js';
import { isMultipart, readParts } from '../wire/multipart.js';
import { json } from '../wire/reply.js';
import { checkMayManage } from './access.js';
import { cancelDeployment, deploymentOf, deployValidated, deployZip } from './carry-out.js';
import { deployResult } from './deploy-result.js';
import type { Deployment } from './deployments.js';

/**
 * POST /services/data/:version/metadata/deployRequest - carries out a zip, or what was checked lately. It is done before the answer
 * arrives, which tells, as ever, that it is pending.
 *
 * Source:  Metadata API guide, "Deploying with REST": a part with the options as JSON, one with the zip.
 * Assumed: any name of these parts is taken, because clients differ.
 */
export const deployByRest = managing((call) => {
  const { request, state, session } = call;
  if (!isMultipart(request)) {
    const { validatedDeployRequestId } = readJson(request).value;
    const started = deployValidated(state, String(validatedDeployRequestId ?? ''), session.userId);
    return json(201, { validatedDeployRequestId, ...pending(call, started) });
  }
  const parts = readParts(request);
  const zip = parts.find(({ type, fileName }) => !isJson(type) && (fileName !== null || /zip|octet-stream/i.test(type)));
  const described = parts.find(({ type, name }) => isJson(type) || name === 'json' || name === 'entity_content');
  if (zip === undefined) throw new SalesforceError('INVALID_MULTIPART_REQUEST', 'The multipart request must have a file part with the zip');
  const options = described === undefined ? {} : optionsIn(readJson({ ...request, headers: JSON_BODY, body: described.body }).value);
  const isCheckOnly = options['checkOnly'] === true;
  const rollsBack = options['rollbackOnError'] !== false;
  const allowsMissing = options['allowMissingFiles'] === true;
  return json(201, pending(call, deployZip(state, zip.body, session.userId, { isCheckOnly, rollsBack, allowsMissing })));
});

const JSON_BODY = { 'content-type': 'application/json' };
const isJson = (type: string): boolean => /^application\/json\b/i.test(type);

function optionsIn({ deployOptions }: JsonObject): JsonObject {
  return typeof deployOptions === 'object' && deployOptions !== null ? (deployOptions as JsonObject) : {};
}

/** GET /services/data/:version/metadata/deployRequest/:deployment - what became of it. Source: Metadata API guide, "Check Status of a Deployment". */
export const getDeployment = managing((call) => {
  const { state, params, request, origin } = call;
  const found = known(() => deploymentOf(state, params['deployment']!));
  const hasDetails = new URLSearchParams(request.query).get('includeDetails') === 'true';
  const details = hasDetails ? '?includeDetails=true' : '';
  const url = `${origin}/services/data/${params['version']}/metadata/deployRequest/${found.Id}${details}`;
  return json(200, { id: found.Id, url, deployResult: deployResult(state, found, hasDetails), deployOptions: optionsOf(found) });
});

/** PATCH /services/data/:version/metadata/deployRequest/:deployment - stops it. Source: Metadata API guide, "Cancel a Deployment". */
export const cancelByRest = managing(({ state, params }) => known(() => cancelDeployment(state, params['deployment']!)));

/** An operation for those who may manage metadata. */
function managing(operation: (call: SignedCall) => WireResponse) {
  return signedIn((call: SignedCall) => {
    checkMayManage(call.state, call.session);
    return operation(call);
  });
}

/** Here an id of nothing is an address that does not exist. */
function known<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof SalesforceError && error.code === 'INVALID_CROSS_REFERENCE_KEY') throw notFound();
    throw error;
  }
}

function pending({ origin, params }: SignedCall, deployment: Deployment): JsonObject {
  const { Id, isCheckOnly, rollsBack } = deployment;
  const deployResult = { id: Id, checkOnly: isCheckOnly, done: false, rollbackOnError: rollsBack, status: 'Pending', success: false };
  const url = `${origin}/services/data/${params['version']}/metadata/deployRequest/${Id}`;
  return { id: Id, url, deployResult, deployOptions: optionsOf(deployment) };
}

function optionsOf({ isCheckOnly, rollsBack, allowsMissing }: Deployment): JsonObject {
  return {
    allowMissingFiles: allowsMissing,
    autoUpdatePackage: false,
    checkOnly: isCheckOnly,
    ignoreWarnings: false,
    performRetrieve: false,
    purgeOnDelete: false,
    rollbackOnError: rollsBack,
    runTests: null,
    singlePackage: true,
    testLevel: null,
  };
}
