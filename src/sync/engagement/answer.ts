import type { PolledProspect } from '../../clients/engagement/wire.js';
import type { Memory } from '../../journal/journal.js';
import type { EngagementCommand } from '../../model/engagement.js';
import { targetOf } from '../../rules/engagement/users.js';
import type { PendingKey, Reconciled, Trigger } from '../flow.js';
import { besides, isToJoin, lookAtProspect } from './beside.js';
import { chainOf, personAfter, prospectAfter, showError } from './commands.js';
import { type Deciding, isRest, type Judged } from './deciding.js';
import { personRef, prospectRef } from './keys.js';
import { errorOn, rememberAnswer, rememberError, rememberSynced, seenPerson, seenProspect, tieOf } from './memory.js';
import { companyOf } from './sales/watch.js';
import { take } from './taken.js';

/** The rules' word as the frame takes it: commands in order, what to remember in each case. */
export function answer(pending: PendingKey, judged: Judged, deciding: Deciding): Reconciled {
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
      : chainOf(withCampaign(conclusion.commands, deciding), prospect, error !== null && !isStillBarred, !isRest(pending));
  const remember: Memory[] = prospect === null ? [] : tieOf(context, prospect, now);
  if (refusal !== null && shownOn !== null) remember.push(rememberError(shownOn, refusal, now));
  const isSilent = conclusion.reason === 'in-step' && commands.length === 0;
  const about = [...refs, ...others];
  const beside = besides(pending, prospect, person, deciding).map((each) => ({ conclusion: each, about, facts: factsOf(judged) }));
  return {
    key: pending.key,
    concluded: [
      ...(isSilent ? [] : [{ conclusion: { ...conclusion, commands }, about, facts: factsOf(judged), continues: isRest(pending) }]),
      ...beside,
    ],
    remember,
    whenDone: [
      ...(person === null ? [] : [seenPerson(unit, personAfter(person, commands))]),
      ...(prospect === null ? [] : [...endOf(prospectAfter(prospect, commands)), ...rememberSynced(prospectAfter(prospect, commands))]),
    ],
    whenRefused: [...(person === null ? [] : [seenPerson(unit, person)]), ...(prospect === null ? [] : endOf(prospect))],
    next: [
      ...next,
      ...(prospect !== null && isToJoin(conclusion, prospect, deciding) ? [lookAtProspect(prospect, now)] : []),
      ...companies(conclusion.commands, now),
    ],
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

/** The accounts and opportunities of contacts that a conclusion ties to prospects. */
function companies(commands: readonly EngagementCommand[], at: number): readonly Trigger[] {
  return commands.flatMap((command) => {
    const link = 'link' in command ? command.link : undefined;
    if (link?.state !== 'linked' || link.salesforceContactId == null) return [];
    return companyOf(command.unit, link.salesforceContactId, link.salesforceAccountId ?? null, at);
  });
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
