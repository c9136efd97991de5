import type { SalesforceClient } from '../../clients/salesforce/client.js';
import { instantOf, soqlText } from '../../clients/salesforce/wire.js';
import { VendorFailure } from '../../model/failure.js';
import type { TriggerKind } from '../../rules/intacct/gates.js';
import { textOf } from '../../rules/intacct/standard-mappings.js';
import type { FlowContext, Polled, Trigger } from '../flow.js';
import { type TriggerData, trigger } from './triggers.js';

const COLUMNS =
  'Id, backlot__Kind__c, backlot__Record__c, backlot__Object__c, backlot__Via__c, backlot__Payload__c, CreatedById, CreatedDate';
const WAYS: readonly string[] = ['button', 'mass', 'flow', 'apex'];

/**
 * The standing query of the queue of button presses; see docs/surfaces.md. Rows never change, so the last id is the cursor.
 */
export async function pollRequests(salesforce: SalesforceClient, context: FlowContext): Promise<Polled> {
  const cursor = (context.recall('cursor', 'Request') as string | null | undefined) ?? '';
  const after = cursor === '' ? '' : ` AND Id > ${soqlText(cursor)}`;
  const kinds = `('sync-to-intacct','create-transaction','reset-link')`;
  const rows = await query(salesforce, `SELECT ${COLUMNS} FROM backlot__Request__c WHERE backlot__Kind__c IN ${kinds}${after} ORDER BY Id`);
  const triggers = rows.flatMap((row, index) => requestTrigger(row, index) ?? []);
  const last = rows.at(-1);
  return { triggers, remember: last === undefined ? [] : [{ space: 'cursor', key: 'Request', value: textOf(last['Id']) }] };
}

/** An org without the queue object has no presses to tell of. */
async function query(salesforce: SalesforceClient, soql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  try {
    return await salesforce.query(soql, { purpose: 'poll' });
  } catch (error) {
    if (error instanceof VendorFailure && error.code === 'INVALID_TYPE') return [];
    throw error;
  }
}

function requestTrigger(row: Readonly<Record<string, unknown>>, order: number): Trigger | null {
  const kind = kindOf(textOf(row['backlot__Kind__c']), textOf(row['backlot__Via__c']));
  if (kind === null) return null;
  const id = textOf(row['Id']);
  const record = { system: 'salesforce', object: textOf(row['backlot__Object__c']), id: textOf(row['backlot__Record__c']) } as const;
  const data: TriggerData = {
    kind,
    at: instantOf(row['CreatedDate'])!,
    event: { record: { system: 'salesforce', object: 'backlot__Request__c', id }, what: 'created' },
    payload: textOf(row['backlot__Payload__c']),
  };
  return trigger(record, `request:${id}`, textOf(row['CreatedById']), data, order);
}

function kindOf(kind: string, via: string): TriggerData['kind'] | null {
  if (kind === 'reset-link' || kind === 'create-transaction') return kind;
  if (kind !== 'sync-to-intacct') return null;
  return WAYS.includes(via) ? (via as TriggerKind) : 'button';
}
