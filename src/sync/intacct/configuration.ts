import { byIdentity } from '../../model/by-identity.js';
import { VendorFailure } from '../../model/failure.js';
import type { SalesforceRow } from '../../model/intacct.js';
import type { RecordRef } from '../../model/record.js';
import { CONFIGURATION_OBJECT, mirroredValues, settingsToSalesforce } from '../../rules/intacct/configuration-mirror.js';
import type { Concluded, FlowContext, PendingKey, Polled, Reconciled } from '../flow.js';
import { contentHash } from '../hash.js';
import type { IntacctParts } from './parts.js';
import { trigger } from './triggers.js';

const hashOf = byIdentity((values: Readonly<Record<string, unknown>>) => contentHash(values));

/** Whether the settings that Salesforce shows were changed since they were last looked at. Costs no call. */
export function pollSettings(context: FlowContext): Polled {
  const hash = hashOf(mirroredValues(context.settings.intacct(context.now())));
  if (context.recall('seen', 'Configuration') === hash) return { triggers: [], remember: [] };
  const record: RecordRef = { system: 'salesforce', object: 'Configuration', id: '' };
  const asked = trigger(record, 'settings', null, { kind: 'settings', at: context.now(), event: { record, what: 'changed' } });
  return { triggers: [asked], remember: [{ space: 'seen', key: 'Configuration', value: hash }] };
}

/** Brings the mirror of the subscription page up to date. An org without the package has none. */
export async function reconcileSettings(
  keys: readonly PendingKey[],
  parts: IntacctParts,
  context: FlowContext,
): Promise<readonly Reconciled[]> {
  const wanted = mirroredValues(context.settings.intacct(context.now()));
  const mirror = Object.keys(wanted).length === 0 ? null : await readMirror(Object.keys(wanted), parts);
  return keys.map(({ key }) => ({ key, concluded: mirror === null ? [] : concludedOf(wanted, mirror) }));
}

async function readMirror(fields: readonly string[], { salesforce }: IntacctParts): Promise<SalesforceRow | null> {
  try {
    const soql = `SELECT Id, ${fields.join(', ')} FROM ${CONFIGURATION_OBJECT} ORDER BY Id LIMIT 1`;
    const [row] = await salesforce.query(soql, { purpose: 'poll' });
    return (row as SalesforceRow | undefined) ?? null;
  } catch (error) {
    if (error instanceof VendorFailure && error.kind === 'refusal') return null;
    throw error;
  }
}

function concludedOf(wanted: Readonly<Record<string, unknown>>, mirror: SalesforceRow): readonly Concluded[] {
  const conclusion = settingsToSalesforce(wanted, mirror);
  if (conclusion.commands.length === 0) return [];
  const about: RecordRef[] = [{ system: 'salesforce', object: CONFIGURATION_OBJECT, id: mirror.Id }];
  return [{ conclusion: conclusion as Concluded['conclusion'], about, facts: {} }];
}
