import { EngagementError, refusal } from '../errors.js';
import type { Action, Asset, AssetKind, AssignmentTrigger, Prospect } from '../records.js';
import { type Engagement, liveInUnit } from '../state.js';
import { assignProspect, unassignProspect } from './assignment.js';
import { requestCampaign } from './campaign-requests.js';
import { allowRecreate, ignoreCrm } from './crm-link.js';
import { addMember, listOf, membershipOf, removeMember } from './lists.js';
import { markProfile, setProfile } from './profiles.js';
import { editProspect, isMasteredByOrg } from './prospects.js';
import { adjustScore } from './scoring.js';
import { sendEmail } from './send-email.js';
import { addTag, removeTag } from './tags.js';
import { writeProspect } from './write-prospect.js';

/** Why actions run: decides how an assignment is noted. */
export type ActionReason = Exclude<AssignmentTrigger, 'manual'>;

/**
 * Runs actions on a prospect in the order in which they are listed.
 *
 * Source:  help.pardot.com 2128168 and 2128554.
 * Assumed: an action that has become impossible (its user or list is gone, the address is taken) is passed over; the rest run.
 */
export function runActions(engagement: Engagement, prospect: Prospect, actions: readonly Action[], reason: ActionReason): Prospect {
  let now = prospect;
  for (const action of actions) {
    try {
      now = engagement.world.atomic(() => runAction(engagement, now, action, reason));
    } catch (error) {
      if (!(error instanceof EngagementError)) throw error;
    }
  }
  return now;
}

/** What has completion actions: an asset, or a page action. */
export type Completed = Pick<Asset, 'id' | 'name' | 'completionActions'> & { readonly kind: AssetKind | 'PageAction' };

/**
 * Runs what an asset does when a prospect completes it.
 * Source: help.pardot.com 2128168: every time, but *adjust score* and autoresponders once for each
 *         prospect and asset (assumed: the throttle of autoresponders never ends); never for anonymous visitors.
 */
export function runCompletionActions(engagement: Engagement, asset: Completed, prospect: Prospect): Prospect {
  if (asset.completionActions.length === 0) return prospect;
  const cause = { kind: 'automation', text: `completion actions of ${asset.name}` } as const;
  return engagement.world.as({ actor: 'automation', cause }, () => {
    const isFirst = isFirstCompletion(engagement, asset, prospect);
    const actions = asset.completionActions.filter((action) => isFirst || (action.do !== 'adjustScore' && action.do !== 'sendEmail'));
    return runActions(engagement, prospect, actions, 'completionAction');
  });
}

function runAction(engagement: Engagement, prospect: Prospect, action: Action, reason: ActionReason): Prospect {
  const { unit } = prospect;
  switch (action.do) {
    case 'assign':
      return assignProspect(engagement, prospect, { target: action.target, trigger: reason, by: null });
    case 'unassign':
      return unassignProspect(engagement, prospect, null);
    case 'addTag':
      addTag(engagement, unit, action.tag, taggable(prospect), null);
      return fresh(engagement, prospect);
    case 'removeTag':
      removeTag(engagement, unit, action.tag, taggable(prospect), null);
      return fresh(engagement, prospect);
    case 'addToList':
      if (isOpenList(engagement, prospect, action.list))
        addMember(engagement, unit, { listId: action.list, prospectId: prospect.id }, null);
      return prospect;
    case 'removeFromList': {
      const membership = membershipOf(engagement, action.list, prospect.id);
      if (membership !== undefined) removeMember(engagement, membership, null);
      return prospect;
    }
    case 'adjustScore':
      return adjustScore(engagement, prospect, action.points);
    case 'setField':
      return editProspect(engagement, prospect, ownedValues(prospect, action.values), { by: null });
    case 'setCampaign':
      return writeProspect(engagement, prospect, { campaignId: action.campaign }, triggering(prospect.campaignId !== action.campaign));
    case 'addToSalesforceCampaign':
      return requestCampaign(engagement, prospect, action.campaign, action.status);
    case 'allowRecreate':
      return allowRecreate(engagement, prospect, null);
    case 'doNotSync':
      return ignoreCrm(engagement, prospect, null);
    case 'setScore':
      return adjustScore(engagement, prospect, action.points - prospect.score);
    case 'markProfile':
      return markProfile(engagement, prospect, action.criterion, action.mark, null);
    case 'setProfile':
      return setProfile(engagement, prospect, action.profile, null);
    case 'setFlag':
      return writeProspect(engagement, prospect, { [action.flag]: true }, triggering(!prospect[action.flag]));
    case 'sendEmail':
      return answer(engagement, prospect, action.template);
    case 'notify':
      engagement.tables.notifications.put({
        ...engagement.audit('Notification', unit, null),
        prospectId: prospect.id,
        userId: action.user,
      });
      return prospect;
  }
}

/** An autoresponder goes to whom one may mail. */
function answer(engagement: Engagement, prospect: Prospect, templateId: number): Prospect {
  const template = liveInUnit(engagement.tables.kept.EmailTemplate, prospect.unit, templateId);
  if (template === undefined) throw refusal(68);
  const names = ['name', 'subject', 'htmlMessage', 'textMessage', 'campaignId', 'senderOptions', 'replyToOptions', 'trackerDomainId'];
  const message = Object.fromEntries(names.map((name) => [name, template[name] ?? null]));
  const origin = { type: 'autoresponder', clientType: 'Web', listId: null, listEmailId: null, emailTemplateId: template.id };
  sendEmail(engagement, prospect, { ...message, ...origin }, null);
  return fresh(engagement, prospect);
}

/** What carries the tags of a prospect. */
export function taggable(prospect: Prospect): { objectType: string; objectId: number; objectName: string } {
  return { objectType: 'prospect', objectId: prospect.id, objectName: prospect.email };
}

/** Notes that a prospect completed an asset; true the first time. */
function isFirstCompletion(engagement: Engagement, asset: Completed, prospect: Prospect): boolean {
  const id = `${asset.kind}:${asset.id}:${prospect.id}`;
  if (engagement.tables.completions.get(id) !== undefined) return false;
  engagement.tables.completions.put({ id });
  return true;
}

function isOpenList(engagement: Engagement, prospect: Prospect, list: number): boolean {
  const found = listOf(engagement, prospect.unit, list);
  return found !== undefined && !found.isDynamic && membershipOf(engagement, list, prospect.id) === undefined;
}

function ownedValues(prospect: Prospect, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !isMasteredByOrg(prospect, name)));
}

function triggering(triggersSync: boolean): { by: null; triggersSync: boolean } {
  return { by: null, triggersSync };
}

function fresh(engagement: Engagement, prospect: Prospect): Prospect {
  return liveInUnit(engagement.tables.prospects, prospect.unit, prospect.id) ?? prospect;
}
