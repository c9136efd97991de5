import { COLLECTION_RECORDS_MAX } from '../../clients/salesforce/client.js';
import { inLists } from '../../clients/salesforce/wire.js';
import { VendorFailure } from '../../model/failure.js';
import type { CommandHandler, CommandOutcome } from '../flow.js';
import { type CreateMember, writeProspect } from './commands.js';
import type { HandlerParts } from './handlers.js';
import { prospectRef } from './keys.js';
import { rememberError, rememberMember } from './memory.js';

/** An id of a campaign, as opposed to a name. */
const CAMPAIGN_ID = /^701[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?$/;
/** Source: object reference, "CampaignMember": a record joins a campaign once. */
const IS_MEMBER = 'DUPLICATE_VALUE';

/**
 * Makes campaign members, by collections of 200. Who is one already stays one, so that repeating a lost call is harmless. Done or
 * refused, the request is ended; a refusal is shown on the prospect.
 */
export function createMemberHandler({ salesforce }: HandlerParts): CommandHandler<CreateMember> {
  return {
    kind: 'create-member',
    batchMax: COLLECTION_RECORDS_MAX,
    async apply(intents) {
      const ids = await campaignIds(intents.map(({ command }) => command.campaign));
      const outcomes: CommandOutcome[] = [];
      const sent = intents.flatMap(({ command }, index) => {
        const campaign = ids.get(command.campaign);
        if (campaign === undefined) outcomes[index] = { kind: 'failed', failure: unknownCampaign(command.campaign) };
        return campaign === undefined ? [] : [{ index, record: memberOf(command, campaign) }];
      });
      if (sent.length === 0) return outcomes;
      const results = await salesforce.create(
        'CampaignMember',
        sent.map(({ record }) => record),
      );
      for (const [place, result] of results.entries()) {
        const isDone = result.success || result.failure.code === IS_MEMBER;
        outcomes[sent[place]!.index] = isDone
          ? { kind: 'done', writes: result.success ? 1 : 0 }
          : { kind: 'failed', failure: result.failure };
      }
      return outcomes;
    },
    after({ command: { unit, prospectId, requestId, campaign } }, ended, context) {
      const write = { id: prospectId, ...(requestId === null ? {} : { campaignsWritten: [requestId] }) };
      const joined = requestId === null ? [rememberMember({ unit, id: prospectId }, campaign)] : [];
      if (ended.kind === 'done') return { commands: requestId === null ? [] : [writeProspect(unit, write, false)], remember: joined };
      const { text } = ended.failure;
      return {
        commands: [writeProspect(unit, { ...write, syncError: text }, false)],
        remember: [...joined, rememberError(prospectRef({ unit, id: prospectId }), text, context.now())],
      };
    },
  };

  /** Ids of campaigns by what they were called: an id is its own. */
  async function campaignIds(called: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const ids = new Map(called.filter((each) => CAMPAIGN_ID.test(each)).map((id) => [id, id]));
    const names = new Set(called.filter((each) => !ids.has(each)));
    for (const list of inLists(names)) {
      const rows = await salesforce.query(`SELECT Id, Name FROM Campaign WHERE Name IN ${list} ORDER BY CreatedDate DESC, Id DESC`);
      for (const row of rows) for (const name of names) if (isNamed(name, row['Name'])) ids.set(name, String(row['Id']));
    }
    return ids;
  }
}

function isNamed(name: string, value: unknown): boolean {
  return typeof value === 'string' && value.toLowerCase() === name.toLowerCase();
}

function memberOf({ person, status }: CreateMember, campaign: string): Readonly<Record<string, unknown>> {
  const tie = person.object === 'Lead' ? { LeadId: person.id } : { ContactId: person.id };
  return { CampaignId: campaign, ...tie, ...(status === null ? {} : { Status: status }) };
}

function unknownCampaign(name: string): VendorFailure {
  return new VendorFailure('salesforce', 'refusal', 'INVALID_CROSS_REFERENCE_KEY', `there is no campaign ${name} in Salesforce`);
}
