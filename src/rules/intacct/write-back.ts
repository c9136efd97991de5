import type { IntacctCommand, SyncedRecord, WriteBack } from '../../model/intacct.js';

/** Values of *Intacct Sync Status*. Assumed: the documents name the field, not its values. */
export const SYNC_STATUS = { success: 'Success', error: 'Error' } as const;

/** The package's error log; its name is assumed. Source: release notes 2024 R3: entries are linked to their record. */
export const ERROR_LOG = 'ia_crm__Intacct_Error_Log__c';

/** Fields that the core writes back; their change is no trigger. Source: package field names, reference A.8. */
export const WRITTEN_BACK = {
  id: 'ia_crm__IntacctID__c',
  checkbox: 'ia_crm__Sync_with_Intacct__c',
  date: 'ia_crm__Synced_with_Intacct_Date__c',
  status: 'ia_crm__Intacct_Sync_Status__c',
  errors: 'ia_crm__Intacct_Sync_Errors__c',
} as const;

/** Assumed: a long text area of 32,000 characters. */
export const ERROR_CHARS_MAX = 32_000;

/** What a success leaves: id, status, date, no error. `preTick` ticks *Sync With Intacct* (D-4). Source: reference A.8. */
export function writeBackSuccess(owner: SyncedRecord, intacctId: string, now: number, preTick = false): WriteBack {
  const fields = {
    [WRITTEN_BACK.id]: intacctId,
    [WRITTEN_BACK.status]: SYNC_STATUS.success,
    [WRITTEN_BACK.date]: new Date(now).toISOString(),
    [WRITTEN_BACK.errors]: null,
    ...(preTick ? { [WRITTEN_BACK.checkbox]: true } : {}),
  };
  return writeBack(owner, fields, null);
}

/**
 * What a failure leaves: status, text and an entry in the error log; the date stays. The id is written when one was obtained, or
 * the next try would make a second record.
 *
 * Source: reference A.8, rows failure and partial.
 */
export function showFailure(owner: SyncedRecord, intacctId: string, text: string, preTick = false): readonly IntacctCommand[] {
  const shown = text.slice(0, ERROR_CHARS_MAX);
  const fields = {
    ...(intacctId === '' ? {} : { [WRITTEN_BACK.id]: intacctId }),
    [WRITTEN_BACK.status]: SYNC_STATUS.error,
    [WRITTEN_BACK.errors]: shown,
    ...(preTick ? { [WRITTEN_BACK.checkbox]: true } : {}),
  };
  const record = { system: 'salesforce', object: ERROR_LOG, id: '' } as const;
  return [writeBack(owner, fields, shown), { kind: 'log-error', record, batch: ERROR_LOG, owner, ownerIntacctId: intacctId, text: shown }];
}

/** What a document leaves on its opportunity: its id in *Intacct Transaction*; the Intacct ID stays blank, for there may be several. */
export function writeBackDocument(owner: SyncedRecord, documentId: string, now: number): WriteBack {
  const fields = {
    ia_crm__Intacct_Transaction__c: documentId,
    [WRITTEN_BACK.status]: SYNC_STATUS.success,
    [WRITTEN_BACK.date]: new Date(now).toISOString(),
    [WRITTEN_BACK.errors]: null,
  };
  return writeBack(owner, fields, null);
}

/** What a reset link leaves: nothing is pushed, so the date stays; the error that told of the broken link goes. Source: A.9, row 6. */
export function writeBackReset(owner: SyncedRecord, intacctId: string): WriteBack {
  return writeBack(owner, { [WRITTEN_BACK.id]: intacctId, [WRITTEN_BACK.status]: SYNC_STATUS.success, [WRITTEN_BACK.errors]: null }, null);
}

function writeBack(owner: SyncedRecord, fields: Readonly<Record<string, unknown>>, error: string | null): WriteBack {
  return {
    kind: 'write-back',
    record: { system: 'salesforce', object: owner.object, id: owner.id },
    batch: owner.object,
    owner,
    ownerIntacctId: String(fields[WRITTEN_BACK.id] ?? ''),
    fields,
    error,
  };
}
