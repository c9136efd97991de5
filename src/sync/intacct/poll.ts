import { GatheringClient } from '../../clients/intacct/gathering-client.js';
import { VendorFailure } from '../../model/failure.js';
import type { FlowContext, Polled } from '../flow.js';
import { accountColumns, contactColumns } from './columns.js';
import { pollSettings } from './configuration.js';
import { fullReconciled, isFullDue } from './cursor.js';
import { type IntacctParts, settingsNow } from './parts.js';
import { pollIntacct } from './poll-customers.js';
import { pollDeletions } from './poll-deletions.js';
import { pollRecords } from './poll-records.js';
import { pollRequests } from './poll-requests.js';
import { pollShown } from './poll-shown.js';
import { pollSchedule } from './schedule.js';
import { pollSubscription } from './subscription.js';

type Source = () => Promise<readonly Polled[]>;

/** Asks all standing queries of this flow, one per watched object. What one source cannot say does not silence the others. */
export async function poll(parts: IntacctParts, context: FlowContext): Promise<Polled> {
  await parts.orgKind.load();
  const isFull = isFullDue(context);
  const polled: Polled[] = [];
  const failures: VendorFailure[] = [];
  const hear = (told: PromiseSettledResult<readonly Polled[]>): void => {
    if (told.status === 'fulfilled') polled.push(...told.value);
    else if (told.reason instanceof VendorFailure) failures.push(told.reason);
    else throw told.reason;
  };
  for (const source of salesforceSources(parts, context, isFull)) hear(...(await Promise.allSettled([source()])));
  // All at once, so that what they ask for goes in one envelope.
  const gathering = { ...parts, intacct: new GatheringClient(parts.intacct) };
  const told = await Promise.allSettled(intacctSources(gathering, context, isFull).map((source) => source()));
  told.forEach(hear);
  if (polled.length === 0 && failures[0] !== undefined) throw failures[0];
  polled.push(pollSettings(context), pollSubscription(context));
  const ended = failures.length === 0 ? fullReconciled(context, isFull) : [];
  return {
    triggers: polled.flatMap(({ triggers }) => triggers),
    remember: [...polled.flatMap(({ remember }) => remember), ...ended],
    failure: failures.find(({ kind }) => kind !== 'refusal') ?? failures[0] ?? null,
  };
}

/** The objects of Salesforce that the standing queries ask for; the job that takes opportunities looks by the clock alone. */
export const WATCHED: ReadonlySet<string> = new Set(['Account', 'Contact', 'backlot__Request__c']);

/** Salesforce's objects are one source: a contact must not be heard of before its account (IA-35). */
function salesforceSources(parts: IntacctParts, context: FlowContext, isFull: boolean): readonly Source[] {
  return [() => pollSalesforce(parts, context, isFull), async () => [await pollSchedule(parts, context)]];
}

/** Contacts of Intacct are watched only where a rule can carry their saves back, documents and contracts where they are shown. */
function intacctSources(parts: IntacctParts, context: FlowContext, isFull: boolean): readonly Source[] {
  const { accounts, contacts, orderEntry, contracts } = settingsNow(context);
  const showsDocuments = orderEntry.documents.some(({ toSalesforce }) => toSalesforce);
  const followsContacts = contacts.syncOnlyOnce || contacts.mappings.length > 0;
  const when = (isWatched: boolean, source: () => Promise<Polled>): readonly Source[] => (isWatched ? [async () => [await source()]] : []);
  return [
    ...when(true, () => pollIntacct('CUSTOMER', accounts.mappings, parts, context, isFull)),
    ...when(followsContacts, () => pollIntacct('CONTACT', contacts.mappings, parts, context, isFull)),
    ...when(showsDocuments || contracts.isEnabled, () => pollShown('SODOCUMENT', parts, context, isFull)),
    ...when(contracts.isEnabled, () => pollShown('CONTRACT', parts, context, isFull)),
    ...when(contracts.isEnabled, () => pollShown('CONTRACTDETAIL', parts, context, isFull)),
    ...when(showsDocuments || contracts.isEnabled, () => pollDeletions(parts.intacct, context)),
  ];
}

async function pollSalesforce(parts: IntacctParts, context: FlowContext, isFull: boolean): Promise<readonly Polled[]> {
  const { accounts, contacts } = settingsNow(context);
  const { fields, salesforce } = parts;
  await fields.load('Account', accounts.mappings);
  await fields.load('Contact', contacts.mappings);
  return [
    await pollRecords('Account', accountColumns(accounts.mappings, fields.types('Account')), parts, context, isFull),
    await pollRecords('Contact', contactColumns(contacts.mappings, fields.types('Contact')), parts, context, isFull),
    await pollRequests(salesforce, context),
  ];
}
