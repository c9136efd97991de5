import type { Call, Operation } from '../../kernel/routes.js';
import type { WireResponse } from '../../kernel/wire.js';
import { EngagementError, refusal } from '../errors.js';
import type { Engagement } from '../state.js';
import { noContent } from '../wire.js';
import { ACCOUNT_OPERATIONS } from './account.js';
import type { Content, OlderCall, OlderOperation, Output } from './call.js';
import { EMAIL_CLICK_OPERATIONS, EMAIL_OPERATIONS, EMAIL_TEMPLATE_OPERATIONS } from './email-operations.js';
import { CONNECTOR_OWNED, operationsOf } from './object-operations.js';
import { OLDER_OBJECTS } from './objects.js';
import { type Params, readParams } from './params.js';
import { formatOf, printFailure, printSuccess } from './print.js';
import { PROSPECT_OPERATIONS } from './prospect-operations.js';
import { readOlderSession, signIn } from './session.js';
import { ACCOUNT_DESCRIPTION, CAMPAIGN_OPERATIONS, VISITOR_OPERATIONS } from './special.js';
import { USER_OPERATIONS } from './user-operations.js';

/** What objects can do that their twins of version 5 cannot, or do otherwise. */
const SPECIAL: Readonly<Record<string, Readonly<Record<string, OlderOperation>>>> = {
  campaign: CAMPAIGN_OPERATIONS,
  email: EMAIL_OPERATIONS,
  emailTemplate: EMAIL_TEMPLATE_OPERATIONS,
  user: USER_OPERATIONS,
  visitor: VISITOR_OPERATIONS,
  prospectAccount: ACCOUNT_DESCRIPTION,
};

/** What can be done to each object, by their names in the address. Letter case of operations counts, that of objects does not. */
const OPERATIONS: ReadonlyMap<string, Readonly<Record<string, OlderOperation>>> = new Map(
  [
    ['prospect', PROSPECT_OPERATIONS] as const,
    ...OLDER_OBJECTS.map((older) => [older.name, operationsOf(older)] as const),
    ['account', ACCOUNT_OPERATIONS] as const,
    ['emailClick', EMAIL_CLICK_OPERATIONS] as const,
  ].map(([name, operations]) => [
    name.toLowerCase(),
    {
      ...operations,
      ...SPECIAL[name],
      ...CONNECTOR_OWNED[name.toLowerCase()],
    },
  ]),
);

/**
 * GET and POST /api/:object/version/:version/do/* - versions 3 and 4.
 *
 * Source:  pardot/api-docs, "Using the API": version 3 where emails are unique (88), version 4 where they are not (89).
 * Refuses: 2 for operations that the object does not have, 94 for no version.
 */
export const answerOlder: Operation<Engagement> = (call) =>
  enveloped(call, (params) => {
    const version = readVersion(call.params['version']);
    const session = readOlderSession(call, params);
    checkVersion(version, session.unit.allowMultipleProspectsPerEmail);
    const operations = OPERATIONS.get((call.params['object'] ?? '').toLowerCase());
    const operation = operations !== undefined && Object.hasOwn(operations, params.operation) ? operations[params.operation] : undefined;
    if (operation === undefined) throw refusal(operations === undefined ? 192 : 2, params.operation.slice(0, 40));
    const older: OlderCall = {
      ...call,
      ...session,
      asked: params,
      version,
      format: formatOf(params.all.get('format')),
      output: readOutput(params),
    };
    return call.world.as({ actor: session.actor }, () => {
      const content = call.state.transact(() => operation(older));
      return typeof content === 'function' ? content() : content;
    });
  });

/** POST /api/login/version/:version - an API key. Source: pardot/api-docs, "Authentication": units with shared emails are told version 4. */
export const logIn: Operation<Engagement> = (call) =>
  enveloped(call, (params) => {
    readVersion(call.params['version']);
    const { key, unit } = signIn(call, params);
    return { api_key: key, ...(unit.allowMultipleProspectsPerEmail ? { version: 4 } : {}) };
  });

function enveloped(call: Call<Engagement>, answer: (params: Params) => Content): WireResponse {
  const inQuery = formatOf(new URLSearchParams(call.request.query).get('format'));
  let format = inQuery;
  try {
    const params = readParams(call.request, call.params['rest'] ?? '');
    format = formatOf(params.all.get('format'));
    const content = answer(params);
    return content === null ? noContent() : printSuccess(format, content);
  } catch (error) {
    if (error instanceof EngagementError) return printFailure(format, error);
    throw error;
  }
}

/** The version of an address. Refuses: 94. */
export function readVersion(text: string | undefined): 3 | 4 {
  if (text !== '3' && text !== '4') throw refusal(94);
  return text === '3' ? 3 : 4;
}

/** Refuses a version that the business unit does not have. */
export function checkVersion(version: 3 | 4, isAmpsea: boolean): void {
  if (version === 3 && isAmpsea) throw refusal(88);
  if (version === 4 && !isAmpsea) throw refusal(89);
}

function readOutput(params: Params): Output {
  const output = params.all.get('output')?.toLowerCase() ?? 'full';
  if (output !== 'full' && output !== 'simple' && output !== 'mobile' && output !== 'bulk') throw refusal(51, 'output');
  return output;
}
