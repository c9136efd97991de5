import type { UnitUser } from '../../model/engagement-setup.js';
import type { CampaignWrite, UserWrite } from './client.js';
import { idOf, textOf } from './wire.js';

type Body = Readonly<Record<string, unknown>>;

/** A user in the model's words; the connector surface calls its Salesforce user `crmUserId`, version 5 `salesforceId`. */
export function readUser(body: Body): UnitUser {
  return {
    id: idOf(body['id']) ?? '',
    email: textOf(body['email']) ?? '',
    firstName: textOf(body['firstName']),
    lastName: textOf(body['lastName']),
    roleName: textOf(body['roleName']),
    crmUserId: textOf(body['crmUserId'] ?? body['salesforceId']),
    isDeleted: body['isDeleted'] === true,
  };
}

/** A write of a user as the wire has it: ids of Account Engagement are numbers there. */
export function printUser({ id, crmUserId, fields, isDeleted }: UserWrite): Body {
  return {
    ...(id === undefined ? {} : { id: Number(id) }),
    crmUserId,
    ...(fields === undefined ? {} : { fields }),
    ...(isDeleted === undefined ? {} : { isDeleted }),
  };
}

/** A write of a campaign as the wire has it. */
export function printCampaign({ salesforceId, fields, isDeleted }: CampaignWrite): Body {
  return { salesforceId, ...(fields === undefined ? {} : { fields }), ...(isDeleted === undefined ? {} : { isDeleted }) };
}
