import { refusal } from '../errors.js';
import type { Campaign } from '../records.js';
import { liveProspectOf } from '../state/find-prospects.js';
import { identify } from '../state/visitors.js';
import { liveInUnit } from '../state.js';
import { type Stored, stamped } from '../v5/object.js';
import { readValue } from '../values.js';
import type { Content, OlderCall, OlderOperation } from './call.js';
import { namedRow, treeOf } from './object-operations.js';
import { OLDER_OBJECTS } from './objects.js';
import { fieldsOf, param, readNumber } from './params.js';

const CAMPAIGN = OLDER_OBJECTS.find(({ name }) => name === 'campaign')!;
const PROSPECT_ACCOUNT = OLDER_OBJECTS.find(({ name }) => name === 'prospectAccount')!;
const VISITOR = OLDER_OBJECTS.find(({ name }) => name === 'visitor')!;

/** Campaigns, which version 5 only reads. Source: pardot/api-docs, "Campaigns"; errors 128 and 129 with Connected Campaigns. */
export const CAMPAIGN_OPERATIONS: Readonly<Record<string, OlderOperation>> = {
  create: (call) => {
    if (isConnected(call)) throw refusal(128);
    const values = campaignValues(call);
    if (values.name === undefined) throw refusal(13, 'name');
    const blank = { cost: null, folderId: null, parentCampaignId: null, salesforceId: null, name: '' };
    const made = call.state.tables.campaigns.put({ ...call.state.audit('Campaign', call.unit.key, call.by), ...blank, ...values });
    return { campaign: treeOf(call, CAMPAIGN, made as unknown as Stored) };
  },
  update: (call) => {
    if (isConnected(call)) throw refusal(129);
    const row = namedRow(call, CAMPAIGN) as unknown as Campaign;
    const changed = call.state.tables.campaigns.put(stamped(call.state, row, campaignValues(call), call.by));
    return { campaign: treeOf(call, CAMPAIGN, changed as unknown as Stored) };
  },
};

/** Source: pardot/api-docs, "Visitors": `assign/id/<visitor>?prospect_id=`. */
export const VISITOR_OPERATIONS: Readonly<Record<string, OlderOperation>> = {
  assign: (call): (() => Content) => {
    const { state, unit, asked } = call;
    const visitor = liveInUnit(state.tables.visitors, unit.key, readNumber(param(asked, 'id'), 24));
    if (visitor === undefined) throw refusal(24);
    const prospect = liveProspectOf(state, unit.key, readNumber(asked.all.get('prospect_id') ?? null, 3));
    if (prospect === undefined) throw refusal(3);
    const { visitor: tied } = identify(state, visitor, prospect);
    return () => ({ visitor: treeOf(call, VISITOR, tied as unknown as Stored) });
  },
};

/**
 * Source:  pardot/api-docs, "Prospect Accounts": `describe` tells of every field its name, type and whether it is required.
 * Assumed: the attributes' names.
 */
export const ACCOUNT_DESCRIPTION: Readonly<Record<string, OlderOperation>> = {
  describe: () => {
    const field = [...PROSPECT_ACCOUNT.fields].map(([id, name]) => {
      const definition = PROSPECT_ACCOUNT.object.fields.get(name)!;
      return { id, name: labelOf(id), type: TYPES.get(definition.kind) ?? 'Text', is_required: id === 'name', is_custom: false };
    });
    return { result: { field } };
  },
};

const TYPES: ReadonlyMap<string, string> = new Map([
  ['id', 'Number'],
  ['int', 'Number'],
  ['float', 'Number'],
  ['boolean', 'Checkbox'],
  ['instant', 'Date'],
]);

function labelOf(id: string): string {
  return id.replace(/(^|_)([a-z])/g, (_, gap: string, letter: string) => `${gap === '' ? '' : ' '}${letter.toUpperCase()}`);
}

function isConnected({ state, unit }: OlderCall): boolean {
  return state.settings(unit.key).get('connectedCampaigns') === true;
}

function campaignValues(call: OlderCall): Partial<Campaign> {
  const values: Record<string, unknown> = {};
  for (const [name, value] of fieldsOf(call.asked, 'id')) {
    if (name !== 'name' && name !== 'cost') throw refusal(51, name.slice(0, 40));
    values[name] = readValue(name === 'cost' ? 'float' : 'text', name, value);
    if (name === 'name' && values[name] === null) throw refusal(36, 'name');
  }
  return values as Partial<Campaign>;
}
