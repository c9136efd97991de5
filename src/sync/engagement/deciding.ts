import type { PolledProspect } from '../../clients/engagement/wire.js';
import type { PolledPerson } from '../../clients/salesforce/wire.js';
import { byIdentity } from '../../model/by-identity.js';
import type { RecordRef } from '../../model/record.js';
import type { EngagementConclusion } from '../../rules/engagement/conclusions.js';
import { type ConnectorSettings, connectorSettings } from '../../rules/engagement/settings.js';
import type { UserDirectory } from '../../rules/engagement/users.js';
import type { SettingValues } from '../../settings/settings.js';
import type { FlowContext, PendingKey, Trigger } from '../flow.js';
import { personKey, RANK } from './keys.js';
import type { Loaded } from './load.js';
import type { Schema } from './schema.js';

/** What decisions of one batch share. Records that one key of the batch takes are not free for the next. */
export type Deciding = {
  readonly loaded: Loaded;
  readonly context: FlowContext;
  readonly schema: Schema;
  readonly directory: (unit: string) => UserDirectory;
  /** Settings of a unit now, read once a batch. */
  readonly settings: (unit: string) => ConnectorSettings;
  /** The campaign of prospects that the sync makes, or null for the vendor's choice. */
  readonly defaultCampaign: (unit: string) => number | null;
  /** The Salesforce campaign that one of the unit's is connected to, where members are synced; else null. */
  readonly connectedCampaign: (unit: string, campaign: string) => string | null;
  readonly takenPeople: Set<string>;
  readonly takenProspects: Set<string>;
};

/** What the rules said, and the two records it is about. */
export type Judged = {
  readonly conclusion: EngagementConclusion;
  readonly unit: string;
  readonly person: PolledPerson | null;
  readonly prospect: PolledProspect | null;
  readonly others?: readonly RecordRef[];
  /** Records to look at again when this is done. */
  readonly next?: readonly Trigger[];
};

/** Settings of a unit now. */
export function settingsNow(context: FlowContext, unit: string): ConnectorSettings {
  return settingsOf(context.settings.engagement(unit, context.now()));
}

export const settingsOf = byIdentity(
  (values: SettingValues): ConnectorSettings =>
    connectorSettings(values, { allowMultipleProspectsPerEmail: values['allowMultipleProspectsPerEmail'] !== false }),
);

/** The prospect that is tied to a record now: not one that was marked as deleted. */
export function linkedTo(unit: string, personId: string, loaded: Loaded): PolledProspect | null {
  const tied = loaded.tiedTo(unit, personId).filter(({ crmState }) => crmState === 'linked' || crmState === 'ignored');
  return tied.find(({ isArchived }) => !isArchived) ?? tied[0] ?? null;
}

export function prospectOrNull(unit: string, id: string | null, loaded: Loaded): PolledProspect | null {
  return id === null ? null : loaded.prospect(unit, id);
}

/** Whether somebody asked for this key by hand. */
export function isPushed({ triggers }: PendingKey): boolean {
  return triggers.some(({ data }) => (data as TriggerData | undefined)?.isPushed === true);
}

/** Whether a key is only to be brought to its end: what a creation began, in the same pass. */
export function isRest({ triggers }: PendingKey): boolean {
  return triggers.every(({ data }) => (data as TriggerData | undefined)?.isRest === true);
}

type TriggerData = { readonly isPushed?: boolean; readonly isRest?: boolean };

/** Looks at a record again in the same pass; as the rest of a creation it passes the pause by if the creation did. */
export function lookAgain(unit: string, personId: string, context: FlowContext, rest?: { readonly isPushed: boolean }): Trigger {
  const trigger = { key: personKey(unit, personId), slot: 'again', at: context.now(), by: null, rank: RANK.pulls };
  return rest === undefined ? trigger : { ...trigger, data: { isPushed: rest.isPushed, isRest: true } satisfies TriggerData };
}
