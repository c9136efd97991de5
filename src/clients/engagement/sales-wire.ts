import type { Value } from '../../model/engagement.js';
import type { ProspectAccount, ProspectOpportunity } from '../../model/engagement-sales.js';
import type { AccountWrite, OpportunityWrite } from './client.js';
import { arrayOf, idOf } from './wire.js';

type Body = Readonly<Record<string, unknown>>;

/** A prospect account in the model's words. */
export function readProspectAccount(body: Body): ProspectAccount {
  return {
    id: idOf(body['id']) ?? '',
    isDeleted: body['isDeleted'] === true,
    assignedToId: idOf(body['assignedToId']),
    fields: plain(body),
  };
}

/** An opportunity in the model's words. */
export function readOpportunity(body: Body): ProspectOpportunity {
  return {
    id: idOf(body['id']) ?? '',
    isDeleted: body['isDeleted'] === true,
    campaignId: idOf(body['campaignId']),
    prospectIds: arrayOf(body['prospectIds']).map(String),
    fields: plain(body),
  };
}

/** A write of a prospect account as the wire has it: ids of Account Engagement are numbers there. */
export function printAccount({ salesforceId, fields, assignedToId, isDeleted }: AccountWrite): Body {
  return {
    salesforceId,
    ...(fields === undefined ? {} : { fields }),
    ...(assignedToId === undefined ? {} : { assignedToId: numberOf(assignedToId) }),
    ...(isDeleted === undefined ? {} : { isDeleted }),
  };
}

/** A write of an opportunity as the wire has it. */
export function printOpportunity({ salesforceId, fields, campaignId, prospectIds, isDeleted }: OpportunityWrite): Body {
  const whole = { ...fields, ...(campaignId === undefined ? {} : { campaignId: numberOf(campaignId) }) };
  return {
    salesforceId,
    ...(Object.keys(whole).length === 0 ? {} : { fields: whole }),
    ...(prospectIds === undefined ? {} : { prospectIds: prospectIds.map(Number) }),
    ...(isDeleted === undefined ? {} : { isDeleted }),
  };
}

function plain(body: Body): Readonly<Record<string, Value>> {
  const values = Object.entries(body).filter(([, value]) => value === null || ['string', 'number', 'boolean'].includes(typeof value));
  return Object.fromEntries(values) as Readonly<Record<string, Value>>;
}

function numberOf(id: string | null): number | null {
  return id === null ? null : Number(id);
}
