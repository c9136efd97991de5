import type { EngagementClient } from '../../clients/engagement/client.js';
import type { PolledProspect } from '../../clients/engagement/wire.js';
import type { SalesforceClient } from '../../clients/salesforce/client.js';
import type { PolledPerson } from '../../clients/salesforce/wire.js';
import { VendorFailure } from '../../model/failure.js';
import type { FlowContext, Polled } from '../flow.js';
import { fullReconciled, type PollStart, pollStart } from './cursor.js';
import { pollEmails } from './email-tasks.js';
import { pollPeople } from './poll-people.js';
import { pollProspects } from './poll-prospects.js';
import { pollRequests } from './poll-requests.js';
import { pollAccounts, pollOpportunities, pollRoles } from './sales/poll-sales.js';
import type { Schema } from './schema.js';
import { pollCampaigns, pollConnected, pollUnitUsers, pollUsers } from './setup/poll-setup.js';

export type PollParts = { readonly salesforce: SalesforceClient; readonly engagement: EngagementClient; readonly schema: Schema };

/** What one source told, with the records it read; the load of the same pass need not read them again. */
export type SourceResult = Polled & {
  /** Nobody was asked: the object is not watched yet. */
  readonly isIdle?: boolean;
  readonly people?: readonly PolledPerson[];
  readonly prospects?: readonly PolledProspect[];
};
export type PollResult = Polled & { readonly people: readonly PolledPerson[]; readonly prospects: readonly PolledProspect[] };

/** Asks all standing queries of this flow, one per watched object. What one of them cannot say does not silence the others. */
export async function poll(parts: PollParts, context: FlowContext): Promise<PollResult> {
  const start = pollStart(context);
  const connector = await parts.salesforce.userId();
  const results: SourceResult[] = [];
  const failures: VendorFailure[] = [];
  for (const source of sourcesOf(parts, context, start, connector)) {
    try {
      results.push(await source());
    } catch (error) {
      if (!(error instanceof VendorFailure)) throw error;
      failures.push(error);
    }
  }
  if (results.every(({ isIdle }) => isIdle === true) && failures[0] !== undefined) throw failures[0];
  return {
    triggers: results.flatMap(({ triggers }) => triggers),
    remember: [...results.flatMap(({ remember }) => remember), ...(failures.length === 0 ? fullReconciled(context, start) : [])],
    people: results.flatMap(({ people = [] }) => people),
    prospects: results.flatMap(({ prospects = [] }) => prospects),
    failure: failures.find(({ kind }) => kind !== 'refusal') ?? failures[0] ?? null,
  };
}

type Source = () => Promise<SourceResult>;

/** The objects of Salesforce that the standing queries ask for. */
export const WATCHED: ReadonlySet<string> = new Set([
  ...['Lead', 'Contact', 'Account', 'Opportunity', 'OpportunityContactRole', 'User', 'Campaign', 'backlot__Request__c'],
]);

/** The standing queries, in the order of the cycle: Salesforce, then each business unit. */
function sourcesOf(parts: PollParts, context: FlowContext, start: PollStart, connector: string): readonly Source[] {
  const { salesforce, engagement, schema } = parts;
  const { surfaces, sales, users, campaigns } = engagement.offers;
  const only = (isOffered: boolean, ...sources: readonly Source[]): readonly Source[] => (isOffered ? sources : []);
  return [
    () => pollPeople('Lead', { salesforce, schema }, context, start, connector),
    () => pollPeople('Contact', { salesforce, schema }, context, start, connector),
    ...only(surfaces, () => pollRequests(salesforce, context)),
    ...only(
      sales,
      () => pollAccounts(salesforce, context),
      () => pollOpportunities(salesforce, context),
      () => pollRoles(salesforce, context),
    ),
    ...only(users, () => pollUsers(salesforce, context, start)),
    ...only(campaigns, () => pollCampaigns(salesforce, context, start)),
    ...context.settings
      .units()
      .flatMap((unit): Source[] => [
        () => pollProspects(unit, engagement, context, start),
        () => pollEmails(unit, engagement, context),
        ...only(users, () => pollUnitUsers(unit, engagement, context)),
        ...only(campaigns, () => pollConnected(unit, engagement, context)),
      ]),
  ];
}
