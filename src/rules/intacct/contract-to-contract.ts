import type { DealLine, IntacctCommand, IntacctFields, SalesforceRow, SyncedRecord } from '../../model/intacct.js';
import { create, type IntacctConclusion, link, refuse, skip, update } from './conclusions.js';
import { type Billing, DEAL_FIELDS, type Objection } from './deal.js';
import type { Identity } from './identity.js';
import { differing, toIntacctValue, withoutBlanks } from './mapping.js';
import { type DealParties, refuseDeal } from './opportunity-to-document.js';
import { POLICIES } from './policies.js';
import type { IntacctSettings } from './settings.js';
import { textOf } from './standard-mappings.js';
import { type ValidatedDeal, validationObjection } from './validations.js';
import { SYNC_STATUS, showFailure, WRITTEN_BACK, writeBackSuccess } from './write-back.js';

/** All that is read before a Salesforce contract is synced. */
export type ContractSnapshot = {
  readonly contract: SalesforceRow;
  /** The opportunity whose ContractId names it; null when there is none. */
  readonly opportunity: SalesforceRow | null;
  readonly recordType: string;
  readonly identity: Identity;
  /** The Intacct contract of the identity with the items of its lines; null when it is to be made. */
  readonly present: { readonly fields: IntacctFields; readonly items: readonly string[]; readonly entity: string } | null;
  /** Went to Intacct as a draft. */
  readonly wasDraft: boolean;
  readonly billing: Billing;
  readonly entity: string;
  readonly lines: readonly DealLine[];
  readonly lineObjection: Objection | null;
  readonly validated: ValidatedDeal;
  readonly settings: IntacctSettings;
  readonly now: number;
};

/** Lines in one envelope. */
export const CONTRACT_LINES_MAX = 100;

/**
 * What stands against a contract before anything is written to Intacct; a linked one may be done for good.
 *
 * Source:  reference A.7: activated before the sync (or a draft), opportunities of the designated record types, resellers; *Sync only
 *          once* of contracts.
 * Refuses: `contracts-off`; `not-activated`; `record-type`; `start-date-missing`; `not-a-reseller`; `account-missing`; `item-not-linked`;
 *          what `validationObjection` refuses.
 */
export function contractObjection(snapshot: ContractSnapshot): IntacctConclusion | null {
  const { contract, settings, identity, wasDraft, opportunity, recordType } = snapshot;
  const owner: SyncedRecord = { object: 'Contract', id: contract.Id };
  const refused = (reason: string, text: string): IntacctConclusion => refuseDeal(owner, { rules: ['A.7'], reason, text });
  if (!settings.contracts.isEnabled) return refused('contracts-off', 'contracts are not part of the subscription');
  const once = settings.contracts.syncOnlyOnce;
  if (identity.kind === 'update' && (once === 'all' || (once === 'draft' && wasDraft)))
    return skip(
      ['A.7'],
      'sync-only-once',
      `contract ${identity.id} was synced once${wasDraft ? ' as a draft' : ''}: it does not sync again`,
    );
  if (contract['StatusCode'] !== 'Activated' && contract[DEAL_FIELDS.asDraft] !== true)
    return refused('not-activated', 'the contract must be activated before it can be synced');
  const { recordTypes } = settings.contracts;
  if (opportunity !== null && recordType !== '' && recordTypes.length > 0 && !recordTypes.includes(recordType))
    return refused('record-type', `opportunities of record type '${recordType}' make no contracts`);
  if (textOf(contract['StartDate']) === '') return refused('start-date-missing', 'the contract has no start date');
  const objection = snapshot.billing.objection ?? snapshot.lineObjection ?? validationObjection(snapshot.validated, settings);
  return objection === null ? null : refuseDeal(owner, objection);
}

/**
 * Decides what Intacct owes to a Salesforce contract whose account had its turn.
 *
 * Source:  IA-16, IA-33; reference A.7: header from the contract, lines from the opportunity's products.
 * Refuses: what `resolveIdentity` refuses; `account-not-synced`.
 * Assumed: D-37. Later syncs bring the header and lines of products that have none yet; lines that are there are Intacct's.
 */
export function contractToContract(snapshot: ContractSnapshot, parties: DealParties): IntacctConclusion {
  const { contract, identity, billing } = snapshot;
  const owner: SyncedRecord = { object: 'Contract', id: contract.Id };
  const rules = [...billing.rules, ...identity.rules, 'D-37'];
  if (identity.kind === 'refuse') return refuse(rules, identity.reason, identity.text, showFailure(owner, '', identity.text));
  if (parties.customerId === null || parties.problem !== null)
    return refuseDeal(owner, { rules, reason: 'account-not-synced', text: parties.problem ?? 'the account was not synced' });
  const fields = contractFields(snapshot, parties);
  if (identity.kind === 'create') return make(snapshot, identity.id, fields, owner, rules);
  return refresh(snapshot, identity, fields, owner, rules);
}

function make(
  snapshot: ContractSnapshot,
  ownId: string,
  fields: IntacctFields,
  owner: SyncedRecord,
  rules: readonly string[],
): IntacctConclusion {
  const { entity, settings } = snapshot;
  const isDraft = snapshot.contract[DEAL_FIELDS.asDraft] === true;
  const own = ownId === '' ? {} : { CONTRACTID: ownId };
  const command: IntacctCommand = {
    kind: 'create-contract',
    record: { system: 'intacct', object: 'CONTRACT', id: ownId },
    batch: entity,
    owner,
    ownerIntacctId: '',
    entity,
    fields: withoutBlanks({ ...own, ...fields, STATE: isDraft ? 'Draft' : 'In progress' }),
    lines: settings.contracts.headerOnly ? [] : snapshot.lines,
    isDraft,
  };
  return create(rules, 'not-synced-yet', `contract for customer ${fields['CUSTOMERID']}`, [command]);
}

function refresh(
  snapshot: ContractSnapshot,
  identity: { readonly kind: 'update' | 'adopt'; readonly id: string },
  wanted: IntacctFields,
  owner: SyncedRecord,
  rules: readonly string[],
): IntacctConclusion {
  const { contract, present, settings, now } = snapshot;
  const entity = present?.entity ?? '';
  // The customer of a contract stays: documents keep their original customer for ever.
  const { CUSTOMERID: _customer, ...rest } = wanted;
  const fields = differing(withoutBlanks(rest), present?.fields ?? {});
  const lines = settings.contracts.headerOnly ? [] : missingLines(snapshot.lines, present?.items ?? []);
  const about = { owner, ownerIntacctId: identity.id, batch: entity, entity } as const;
  const record = { system: 'intacct', object: 'CONTRACT', id: identity.id } as const;
  const header: readonly IntacctCommand[] = Object.keys(fields).length === 0 ? [] : [{ kind: 'update-contract', record, ...about, fields }];
  const writes = [...header, ...contractLines(identity.id, entity, owner, lines)];
  const isShown = contract[WRITTEN_BACK.id] === identity.id && contract[WRITTEN_BACK.status] === SYNC_STATUS.success;
  const commands = writes.length === 0 && isShown ? [] : [...writes, writeBackSuccess(owner, identity.id, now)];
  if (identity.kind === 'adopt') return link(rules, 'own-id-exists', `contract ${identity.id} exists and is tied to no other`, commands);
  if (writes.length === 0) return skip(rules, 'already-the-same', `contract ${identity.id} holds everything already`, commands);
  return update(rules, 'changed', `differs in ${Object.keys(fields).join(', ') || 'its lines'}`, commands);
}

/** The commands that add lines to a contract. */
export function contractLines(
  contractId: string,
  entity: string,
  owner: SyncedRecord,
  lines: readonly DealLine[],
): readonly IntacctCommand[] {
  const record = { system: 'intacct', object: 'CONTRACT', id: contractId } as const;
  const groups = Array.from({ length: Math.ceil(lines.length / CONTRACT_LINES_MAX) }, (_, index) =>
    lines.slice(index * CONTRACT_LINES_MAX, (index + 1) * CONTRACT_LINES_MAX),
  );
  return groups.map((group) => ({
    kind: 'create-contract-lines',
    record,
    batch: entity,
    owner,
    ownerIntacctId: contractId,
    entity,
    lines: group,
  }));
}

/** Products whose item has fewer lines in Intacct than in Salesforce. */
function missingLines(lines: readonly DealLine[], items: readonly string[]): readonly DealLine[] {
  const present = [...items];
  return lines.filter(({ itemId }) => {
    const index = present.indexOf(itemId);
    if (index >= 0) present.splice(index, 1);
    return index < 0;
  });
}

/** Source: D-37. An unlimited contract is Evergreen (assumed). */
function contractFields({ contract, opportunity, entity }: ContractSnapshot, parties: DealParties): IntacctFields {
  const start = textOf(contract['StartDate']);
  const months = Number(contract['ContractTerm'] ?? 0);
  return {
    CUSTOMERID: parties.customerId ?? '',
    NAME: textOf(contract['Name']) || textOf(opportunity?.['Name']) || `Contract ${textOf(contract['ContractNumber'])}`,
    DESCRIPTION: textOf(contract['Description']),
    BEGINDATE: toIntacctValue(start, 'date'),
    ENDDATE: months > 0 ? toIntacctValue(lastDay(start, months), 'date') : '',
    TERMTYPE: months > 0 ? 'Termed' : 'Evergreen',
    TERMNAME: POLICIES.defaultTerm,
    BILLTOCONTACTNAME: parties.billTo ?? '',
    SHIPTOCONTACTNAME: parties.shipTo ?? '',
    LOCATIONID: entity,
  };
}

/** The day before the start, some months later; where the month is shorter, the day runs over as the calendar does. */
function lastDay(start: string, months: number): string {
  const [year = 0, month = 1, day = 1] = start.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, day - 1)).toISOString().slice(0, 10);
}
