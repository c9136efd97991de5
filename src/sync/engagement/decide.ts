import type { PolledProspect } from '../../clients/engagement/wire.js';
import type { PolledPerson } from '../../clients/salesforce/wire.js';
import type { Memory } from '../../journal/journal.js';
import type { EngagementCommand, Person, Prospect } from '../../model/engagement.js';
import type { RecordRef } from '../../model/record.js';
import type { AutoCreateHistory } from '../../rules/engagement/auto-create.js';
import type { EngagementConclusion } from '../../rules/engagement/conclusions.js';
import { skip } from '../../rules/engagement/conclusions.js';
import { isShared } from '../../rules/engagement/data-sharing.js';
import { leadConverted, peopleMerged, personDeleted } from '../../rules/engagement/deletes.js';
import { personFor } from '../../rules/engagement/matching.js';
import { personToProspect } from '../../rules/engagement/person-to-prospect.js';
import { prospectToPerson } from '../../rules/engagement/prospect-to-person.js';
import { type ConnectorSettings, connectorSettings } from '../../rules/engagement/settings.js';
import { targetOf, type UserDirectory } from '../../rules/engagement/users.js';
import type { FlowContext, PendingKey, Reconciled, Trigger } from '../flow.js';
import { besides, isToJoin, lookAtProspect } from './beside.js';
import { chainOf, personAfter, prospectAfter, showError } from './commands.js';
import { personKey, personRef, prospectRef, RANK, readKey, typeOf } from './keys.js';
import type { Loaded } from './load.js';
import {
  emailFact,
  errorOn,
  formerProspect,
  lastEmail,
  rememberAnswer,
  rememberEmail,
  rememberError,
  seenPerson,
  seenProspect,
  tieOf,
} from './memory.js';
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
  readonly takenPeople: Set<string>;
  readonly takenProspects: Set<string>;
};

/** What the rules said, and the two records it is about. */
type Judged = {
  readonly conclusion: EngagementConclusion;
  readonly unit: string;
  readonly person: PolledPerson | null;
  readonly prospect: PolledProspect | null;
  readonly others?: readonly RecordRef[];
  /** Records to look at again when this is done. */
  readonly next?: readonly Trigger[];
};

/** Decides one key from what was loaded. */
export function decide(pending: PendingKey, deciding: Deciding): Reconciled {
  const key = readKey(pending.key);
  const isPushed = pending.triggers.some(({ data }) => (data as { isPushed?: boolean } | undefined)?.isPushed === true);
  const judged = 'person' in key ? judgePerson(key.unit, key.person, pending, isPushed, deciding) : judgeProspect(key, isPushed, deciding);
  return judged === null ? { key: pending.key, concluded: [] } : reconciled(pending, judged, deciding);
}

/** Settings of a unit now. */
export function settingsNow(context: FlowContext, unit: string): ConnectorSettings {
  return settingsOf(context.settings.engagement(unit, context.now()));
}

/** The answer for a key of a paused connector: it waits, whatever it is about. */
export function waitForResume(pending: PendingKey): Reconciled {
  const key = readKey(pending.key);
  const about =
    'person' in key ? personRef({ type: typeOf(key.person), id: key.person }) : prospectRef({ unit: key.unit, id: key.prospect });
  const conclusion = skip(['AE-9'], 'paused', `the connector is paused; ${about.object} ${about.id} waits`);
  return {
    key: pending.key,
    concluded: [{ conclusion: { ...conclusion, commands: [] }, about: [about], facts: { unit: key.unit } }],
    parked: true,
  };
}

function judgePerson(unit: string, id: string, pending: PendingKey, isPushed: boolean, deciding: Deciding): Judged | null {
  const { loaded, context } = deciding;
  const person = loaded.person(id);
  const linked = linkedTo(unit, id, loaded);
  if (person === null) {
    // Not to be seen and not deleted: only a prospect that is tied to it has something to say (D-4).
    return linked === null ? null : judgeTied(linked, null, isPushed, deciding);
  }
  if (person.isDeleted) return judgeGone(unit, person, linked, deciding);
  if (!isShared(person, deciding.settings(unit).dataSharing)) {
    if (linked !== null) return judgeTied(linked, null, isPushed, deciding);
    const text = `${person.type} ${person.id} is outside of the data that this business unit shares`;
    return { conclusion: skip(['AE-9', 'D-15'], 'outside-data-sharing', text), unit, person, prospect: null };
  }
  const contact = person.convertedContactId === null ? null : loaded.person(person.convertedContactId);
  if (person.isConverted && contact !== null && linked !== null) return judgeConverted(person, contact, linked, deciding);
  const isFromProspect = pending.triggers.every(({ slot }) => slot === 'engagement');
  if (isFromProspect && linked !== null) return judgeTied(linked, person, isPushed, deciding);
  const former = prospectOrNull(unit, formerProspect(context, unit, id), loaded);
  const sameEmail = loaded.prospectsByEmail(unit, person.email).filter((prospect) => !deciding.takenProspects.has(refKey(prospect)));
  const conclusion = personToProspect({
    unit,
    person,
    linked,
    former,
    sameEmail,
    lastEmail: linked === null ? null : lastEmail(context, linked),
    // Looked up in the settings' history only when nothing is there to link.
    get history() {
      return historyOf(unit, person, context);
    },
    directory: deciding.directory(unit),
    settings: deciding.settings(unit),
    mapping: deciding.schema.mapping(unit),
    isWritable: (field, type) => deciding.schema.isWritable(type, field),
    isPushed,
  });
  // Only the prospect's email changed: its side decides.
  if (conclusion.reason === 'email-changed-in-engagement' && linked !== null) return judgeTied(linked, person, isPushed, deciding);
  // A new prospect has what its unit gave it, the package fields; its record gets them at once.
  const isNew = conclusion.outcome === 'create' && conclusion.commands.some(({ kind }) => kind === 'create-prospect');
  const again = isNew || conclusion.reason === 'undeleted' || conclusion.reason === 'restored-by-hand';
  return {
    conclusion: completing(conclusion, pending),
    unit,
    person,
    prospect: linked ?? chosenProspect(conclusion, unit, loaded),
    next: again ? [lookAgain(unit, person.id, context, { conclusion, isPushed })] : [],
  };
}

/** What a creation leads to in the same pass is the rest of it, and is told as such. */
function completing(conclusion: EngagementConclusion, pending: PendingKey): EngagementConclusion {
  const creation = creationOf(pending);
  if (creation === null || conclusion.outcome !== 'update') return conclusion;
  const { reason, rules, text } = creation;
  return {
    ...conclusion,
    outcome: 'create',
    reason,
    rules: [...new Set([...rules, ...conclusion.rules])],
    text: `${text}; ${conclusion.text}`,
  };
}

/** The creation that a key is to complete; null when it is also asked for something else. */
function creationOf({ triggers }: PendingKey): Completed | null {
  const creations = triggers.map(({ data }) => (data as { readonly completes?: Completed } | undefined)?.completes);
  return creations.includes(undefined) ? null : (creations[0] ?? null);
}

type Completed = Pick<EngagementConclusion, 'reason' | 'rules' | 'text'>;

function judgeTied(prospect: PolledProspect, person: PolledPerson | null, isPushed: boolean, deciding: Deciding): Judged {
  const { unit } = prospect;
  const { context } = deciding;
  const match = matchFor(prospect, deciding);
  const conclusion = prospectToPerson({
    prospect,
    linked: person,
    match,
    lastEmail: lastEmail(context, prospect),
    directory: deciding.directory(unit),
    settings: deciding.settings(unit),
    mapping: deciding.schema.mapping(unit),
    isWritable: (field, type) => deciding.schema.isWritable(type, field),
    isPushed,
  });
  return { conclusion, unit, person: conclusion.outcome === 'link' ? match : person, prospect };
}

/** The free record that a prospect's email finds. */
function matchFor(prospect: PolledProspect, deciding: Deciding): PolledPerson | null {
  const { unit } = prospect;
  const { dataSharing } = deciding.settings(unit);
  const candidates = deciding.loaded.peopleByEmail(prospect.email).filter((person) => isShared(person, dataSharing));
  const taken = new Set(candidates.map(({ id }) => id).filter((id) => isTaken(unit, id, deciding)));
  return personFor(prospect, candidates, taken, deciding.settings(unit)) as PolledPerson | null;
}

function judgeProspect(key: { readonly unit: string; readonly prospect: string }, isPushed: boolean, deciding: Deciding): Judged | null {
  const { loaded } = deciding;
  const prospect = loaded.prospect(key.unit, key.prospect);
  if (prospect === null) return null;
  const isTied = prospect.crmState === 'linked' && prospect.salesforceId !== null;
  const person = isTied ? loaded.person(prospect.salesforceId!) : null;
  const isSeen = person !== null && isShared(person, deciding.settings(key.unit).dataSharing);
  return judgeTied(prospect, isSeen ? person : null, isPushed, deciding);
}

function judgeGone(unit: string, person: PolledPerson, linked: PolledProspect | null, deciding: Deciding): Judged | null {
  const { loaded, context } = deciding;
  const former = prospectOrNull(unit, formerProspect(context, unit, person.id), loaded);
  const prospect = linked ?? former;
  const event = { record: personRef(person), what: 'changed' } as const;
  const atEvent = settingsOf(context.settings.engagement(unit, person.stamp, event));
  const winner = person.masterId === null ? null : loaded.person(person.masterId);
  if (winner === null || winner.isDeleted) return { conclusion: personDeleted(person, prospect, atEvent), unit, person, prospect };
  const prospectOfWinner = linkedTo(unit, winner.id, loaded);
  const facts = { winner, loser: person, prospectOfWinner, prospectOfLoser: prospect, atEvent };
  const others = [personRef(winner), ...(prospectOfWinner === null ? [] : [prospectRef(prospectOfWinner)])];
  return { conclusion: peopleMerged(facts), unit, person, prospect, others, next: [lookAgain(unit, winner.id, context)] };
}

function judgeConverted(lead: PolledPerson, contact: PolledPerson, linked: PolledProspect, deciding: Deciding): Judged {
  const { unit } = linked;
  const conclusion = leadConverted(lead, contact, linked, linkedTo(unit, contact.id, deciding.loaded));
  const next = [lookAgain(unit, contact.id, deciding.context)];
  return { conclusion, unit, person: lead, prospect: linked, others: [personRef(contact)], next };
}

/** The rules' word as the frame takes it: commands in order, what to remember in each case. */
function reconciled(pending: PendingKey, judged: Judged, deciding: Deciding): Reconciled {
  const { conclusion, unit, person, prospect, others = [], next = [] } = judged;
  const { context } = deciding;
  const now = context.now();
  take(conclusion.commands, person, deciding);
  const refs = [...(person === null ? [] : [personRef(person)]), ...(prospect === null ? [] : [prospectRef(prospect)])];
  const shownOn = prospect === null ? (refs[0] ?? null) : prospectRef(prospect);
  const error = shownOn === null ? null : errorOn(context, shownOn);
  const refusal = shownText(judged);
  const isStillBarred = conclusion.outcome === 'skip' && conclusion.reason !== 'in-step';
  const commands =
    refusal !== null && prospect !== null
      ? error?.text === refusal
        ? []
        : [showError(unit, prospect.id, refusal)]
      : chainOf(withCampaign(conclusion.commands, deciding), prospect, error !== null && !isStillBarred, creationOf(pending) === null);
  const remember: Memory[] = prospect === null ? [] : tieOf(context, prospect, now);
  if (refusal !== null && shownOn !== null) remember.push(rememberError(shownOn, refusal, now));
  const isSilent = conclusion.reason === 'in-step' && commands.length === 0;
  const about = [...refs, ...others];
  const beside = besides(pending, prospect, person).map((each) => ({ conclusion: each, about, facts: factsOf(judged) }));
  return {
    key: pending.key,
    concluded: [...(isSilent ? [] : [{ conclusion: { ...conclusion, commands }, about, facts: factsOf(judged) }]), ...beside],
    remember,
    whenDone: [
      ...(person === null ? [] : [seenPerson(unit, personAfter(person, commands))]),
      ...(prospect === null ? [] : [...endOf(prospectAfter(prospect, commands)), rememberEmail(prospectAfter(prospect, commands))]),
    ],
    whenRefused: [...(person === null ? [] : [seenPerson(unit, person)]), ...(prospect === null ? [] : endOf(prospect))],
    next: prospect === null || !isToJoin(conclusion, prospect) ? next : [...next, lookAtProspect(prospect, now)],
  };
}

/**
 * The text that people find on the prospect; null when there is nothing to complain of.
 *
 * Source: help article 000383109: a prospect that was deleted in the CRM says so when it was to be created there again.
 */
function shownText({ conclusion, prospect }: Judged): string | null {
  if (conclusion.outcome === 'refuse') return conclusion.text;
  const isBarred = conclusion.reason === 'blocked-crm-deleted' && prospect !== null && targetOf(prospect) !== null;
  return isBarred ? conclusion.text : null;
}

function endOf(prospect: PolledProspect): readonly Memory[] {
  return [seenProspect(prospect), ...rememberAnswer(prospect)];
}

/** New prospects join the campaign that the settings name. Source: reference A.4, "A prospect created this way". */
function withCampaign(commands: readonly EngagementCommand[], deciding: Deciding): readonly EngagementCommand[] {
  return commands.map((command) => {
    if (command.kind !== 'create-prospect') return command;
    const campaign = deciding.defaultCampaign(command.unit);
    return campaign !== null ? { ...command, fields: { ...command.fields, campaignId: campaign } } : command;
  });
}

function factsOf({ unit, person, prospect }: Judged): Readonly<Record<string, unknown>> {
  return {
    unit,
    ...(person === null ? {} : { person: person.id, personEmail: person.email, createdAt: new Date(person.createdAt).toISOString() }),
    ...(prospect === null ? {} : { prospect: prospect.id, prospectEmail: prospect.email, crmState: prospect.crmState }),
  };
}

/** What was true of the auto-create box when the record was made and when it got its email. */
function historyOf(unit: string, person: Person, context: FlowContext): AutoCreateHistory {
  const record = personRef(person);
  const fact = emailFact(context, person.id);
  const emailAt = fact?.at ?? person.createdAt;
  const hadEmailWhenCreated = fact?.hadWhenCreated ?? true;
  const isOn = (at: number, what: 'created' | 'changed'): boolean =>
    context.settings.engagement(unit, at, { record, what })['autoCreateProspects'] === true;
  const wasOnWhenCreated = isOn(person.createdAt, 'created');
  const saves = hadEmailWhenCreated ? [] : context.settings.history({ system: 'engagement', unit }, 'autoCreateProspects');
  return {
    wasOnWhenCreated,
    wasOnWhenEmailCame: hadEmailWhenCreated ? wasOnWhenCreated : isOn(emailAt, 'changed'),
    wasOffBetween: saves.some(({ at, value }) => value !== true && at > person.createdAt && at <= emailAt),
    hadEmailWhenCreated,
    wasConverted: fact?.wasConverted ?? false,
  };
}

/** The prospect that a conclusion about a record ties to it. */
function chosenProspect(conclusion: EngagementConclusion, unit: string, loaded: Loaded): PolledProspect | null {
  for (const command of conclusion.commands) if (command.kind === 'update-prospect') return loaded.prospect(unit, command.id);
  return null;
}

/** Marks what a conclusion takes, so that a later key of the batch does not take it, too. */
function take(commands: readonly EngagementCommand[], person: Person | null, deciding: Deciding): void {
  for (const command of commands) {
    if (command.kind !== 'update-prospect' || command.link?.state !== 'linked') continue;
    deciding.takenProspects.add(`${command.unit}|${command.id}`);
    if (person !== null) deciding.takenPeople.add(personKey(command.unit, person.id));
  }
}

function isTaken(unit: string, personId: string, deciding: Deciding): boolean {
  return deciding.takenPeople.has(personKey(unit, personId)) || linkedTo(unit, personId, deciding.loaded) !== null;
}

/** The prospect that is tied to a record now: not one that was marked as deleted. */
function linkedTo(unit: string, personId: string, loaded: Loaded): PolledProspect | null {
  const tied = loaded.tiedTo(unit, personId).filter(({ crmState }) => crmState === 'linked' || crmState === 'ignored');
  return tied.find(({ isArchived }) => !isArchived) ?? tied[0] ?? null;
}

function prospectOrNull(unit: string, id: string | null, loaded: Loaded): PolledProspect | null {
  return id === null ? null : loaded.prospect(unit, id);
}

/** What follows a creation completes it, and passes the pause by if the creation did. */
function lookAgain(
  unit: string,
  personId: string,
  context: FlowContext,
  after?: { readonly conclusion: EngagementConclusion; readonly isPushed: boolean },
): Trigger {
  const trigger = { key: personKey(unit, personId), slot: 'again', at: context.now(), by: null, rank: RANK.pulls };
  if (after?.conclusion.outcome !== 'create') return trigger;
  const { reason, rules, text } = after.conclusion;
  return { ...trigger, data: { isPushed: after.isPushed, completes: { reason, rules, text } satisfies Completed } };
}

function refKey(prospect: Prospect): string {
  return `${prospect.unit}|${prospect.id}`;
}

function settingsOf(values: Readonly<Record<string, unknown>>): ConnectorSettings {
  return connectorSettings(values, { allowMultipleProspectsPerEmail: values['allowMultipleProspectsPerEmail'] !== false });
}
