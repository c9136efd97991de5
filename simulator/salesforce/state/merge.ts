import type { Row } from '../../kernel/table.js';
import { convertedLead, invalidCrossReference, rowError } from '../errors.js';
import type { ChildRelationship, SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import { behaviourOf } from './behaviours/index.js';
import { editable } from './check-record.js';
import { liveChildren } from './delete.js';
import { rollUpCampaign } from './roll-ups.js';
import type { Save, Values } from './save.js';
import { rollUpSummaries } from './summaries.js';
import { updateBySystem, updateWithoutDuplicateRules } from './update.js';

export type MergeRequest = {
  readonly type: SObjectType;
  readonly masterId: string;
  readonly loserIds: readonly string[];
  /** Field values for the master; nothing is taken from losers that does not stand here. */
  readonly values: Values;
};

export type MergeResult = {
  readonly id: string;
  readonly mergedRecordIds: readonly string[];
  readonly updatedRelatedIds: readonly string[];
};

const LOSERS_MAX = 2;

/**
 * Merges up to two records into a master: losers go to the recycle bin with MasterRecordId set, what refers to them refers to the
 * master, then the master is saved with the values given.
 *
 * Source:  SOAP API guide, "merge()"; Apex guide, "Triggers and Merge Statements".
 * Assumed: duplicate rules do not run on merge.
 */
export function merge(org: SalesforceOrg, request: MergeRequest, save: Save): MergeResult {
  const { type, masterId, loserIds } = request;
  const losers = checked(org, request, save);
  const related: string[] = [];
  for (const loser of losers) bury(org, type, loser, masterId, save);
  for (const loser of losers) related.push(...reparent(org, type, loser, masterId));
  updateWithoutDuplicateRules(org, type, masterId, request.values, save);
  for (const loser of losers) behaviourOf(type).afterRemoval?.(org, loser);
  return { id: masterId, mergedRecordIds: loserIds, updatedRelatedIds: [...new Set(related)] };
}

function checked(org: SalesforceOrg, { type, masterId, loserIds }: MergeRequest, save: Save): readonly Row[] {
  if (!type.definition.isMergeable) throw rowError('INVALID_TYPE', `merge is not supported for ${type.name}`);
  if (loserIds.length === 0 || loserIds.length > LOSERS_MAX) {
    throw rowError('NUMBER_OUTSIDE_VALID_RANGE', `Merge request must have between 1 and ${LOSERS_MAX} records to merge`);
  }
  if (new Set([masterId, ...loserIds]).size !== loserIds.length + 1) throw invalidCrossReference();
  const [master, ...losers] = [masterId, ...loserIds].map((id) => editable(org, type, id, save.by)) as [Row, ...Row[]];
  if ([master, ...losers].some((row) => row['IsConverted'] === true)) throw convertedLead();
  return losers;
}

/** Puts a loser into the recycle bin, alone. */
function bury(org: SalesforceOrg, type: SObjectType, loser: Row, masterId: string, save: Save): void {
  const id = loser['Id'] as string;
  const now = org.now();
  const stamps = { LastModifiedDate: now, LastModifiedById: save.by, SystemModstamp: now };
  org.recycleBin.add(type.name, id, id);
  org.table(type).put({ ...loser, IsDeleted: true, MasterRecordId: masterId, ...stamps }, { operation: 'delete' });
}

/** Every live reference to the loser becomes one to the master. Gives the ids of the records that changed. */
function reparent(org: SalesforceOrg, type: SObjectType, loser: Row, masterId: string): readonly string[] {
  const moved: string[] = [];
  for (const relationship of org.schema.childrenOf(type)) {
    if (relationship.field.name === 'MasterRecordId') continue;
    for (const child of liveChildren(org, relationship, loser)) {
      const id = child['Id'] as string;
      if (isRepeated(org, relationship, child, masterId)) continue;
      // Nobody stands above himself: a master that was below its loser stands at the top now.
      const updated = updateBySystem(org, child, { [relationship.field.name]: id === masterId ? null : masterId });
      rollUpSummaries(org, org.schema.type(relationship.childType)!, child, updated);
      if (id !== masterId) moved.push(id);
    }
  }
  return moved;
}

/** A person stays once in a campaign: of two memberships the master's is kept. */
function isRepeated(org: SalesforceOrg, { childType, field }: ChildRelationship, child: Row, masterId: string): boolean {
  if (childType !== 'CampaignMember') return false;
  const members = org.schema.type('CampaignMember')!;
  const isMember = org
    .findBy(members, field, masterId)
    .some((row) => row['IsDeleted'] !== true && row['CampaignId'] === child['CampaignId']);
  if (!isMember) return false;
  const id = child['Id'] as string;
  org.recycleBin.add(members.name, id, id);
  org.table(members).put({ ...child, IsDeleted: true, SystemModstamp: org.now() }, { operation: 'delete' });
  rollUpCampaign(org, child['CampaignId']);
  return true;
}
