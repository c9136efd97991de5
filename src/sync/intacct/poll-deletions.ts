import type { GatewayClient } from '../../clients/intacct/client.js';
import { gatewayFailure } from '../../clients/intacct/errors.js';
import { EVENTS_MAX, listDeletions } from '../../clients/intacct/functions.js';
import type { Memory } from '../../journal/journal.js';
import type { IntacctFields } from '../../model/intacct.js';
import type { FlowContext, Polled, Trigger } from '../flow.js';
import { numbered, rememberNumber } from './memory.js';
import { trigger } from './triggers.js';
import { fromVendorTime } from './vendor-time.js';

/** The object whose copy follows, by the object that was deleted. */
const FOLLOWING: Readonly<Record<string, string>> = { SODOCUMENT: 'SODOCUMENT', CONTRACT: 'CONTRACT', CONTRACTDETAIL: 'CONTRACT' };

/**
 * The standing query of the smart event log: which documents, contracts and contract lines were deleted. Nothing else tells of them.
 *
 * Source: reference A.10; Sage Intacct developer, "Smart events": DELETE topics name the record by its number.
 */
export async function pollDeletions(intacct: GatewayClient, context: FlowContext): Promise<Polled> {
  let last = Number(context.recall('cursor', 'SMARTEVENTLOG') ?? 0);
  const before = last;
  const triggers: Trigger[] = [];
  const remember: Memory[] = [];
  for (;;) {
    const events = await readEvents(intacct, last);
    for (const event of events) {
      last = Math.max(last, Number(event['recordno']));
      const object = event['ownerobject'] ?? '';
      const id = numbered(context, object, event['objectkey'] ?? '');
      if (id === null) continue;
      remember.push(rememberNumber(object, event['objectkey'] ?? '', null));
      triggers.push(deletedTrigger(object, id, event));
    }
    if (events.length < EVENTS_MAX) break;
  }
  return { triggers, remember: last === before ? remember : [...remember, { space: 'cursor', key: 'SMARTEVENTLOG', value: last }] };
}

async function readEvents(intacct: GatewayClient, after: number): Promise<readonly IntacctFields[]> {
  const body = listDeletions(
    Object.keys(FOLLOWING).map((object) => `DELETE_${object}`),
    String(after),
  );
  const [result] = await intacct.send([{ controlId: 'deletions', body }], { purpose: 'poll' });
  if (result?.status !== 'success') throw gatewayFailure(result?.errors ?? []);
  return result.rows.map(({ fields }) => fields);
}

function deletedTrigger(object: string, id: string, event: IntacctFields): Trigger {
  const record = { system: 'intacct', object: FOLLOWING[object] ?? object, id } as const;
  const at = fromVendorTime(event['timestamp'] ?? '') ?? 0;
  const slot = record.object === object ? 'deleted' : 'saved';
  const kind = record.object === object ? 'deleted' : 'intacctSave';
  return trigger(record, slot, null, { kind, at, event: { record, what: 'changed' } });
}
