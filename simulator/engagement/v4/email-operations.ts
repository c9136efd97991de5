import { refusal } from '../errors.js';
import type { Prospect, VisitorActivity } from '../records.js';
import { liveProspectOf, liveWithEmail } from '../state/find-prospects.js';
import { listEmailStats } from '../state/list-email-stats.js';
import { liveInUnit } from '../state.js';
import type { Stored } from '../v5/object.js';
import { EMAILS, LIST_EMAILS } from '../v5/objects/emails.js';
import type { Content, OlderCall, OlderOperation } from './call.js';
import { CONTENT_OBJECTS } from './contents.js';
import { COMMON_CRITERIA, cutPage, equals, readCut, readTests } from './criteria.js';
import { treeOf } from './object-operations.js';
import { param, readNumber } from './params.js';
import type { Tree } from './print.js';
import { snakeName } from './prospect-fields.js';
import { resultTree } from './prospect-query.js';
import { printTime } from './times.js';

const EMAIL = CONTENT_OBJECTS.find(({ name }) => name === 'email')!;

const TEMPLATE = CONTENT_OBJECTS.find(({ name }) => name === 'emailTemplate')!;

/** Parameters of a message, with what version 5 calls them. Source: pardot/api-docs, "Emails: Sending". */
const MESSAGE: readonly (readonly [string, string])[] = [
  ['name', 'name'],
  ['subject', 'subject'],
  ['text_content', 'textMessage'],
  ['html_content', 'htmlMessage'],
  ['email_template_id', 'emailTemplateId'],
  ['campaign_id', 'campaignId'],
];

/** Source: pardot/api-docs, "Emails": `read/id`, `stats/id` of a list email, and `send` to one prospect or to lists. */
export const EMAIL_OPERATIONS: Readonly<Record<string, OlderOperation>> = { send, stats };

/** Source: pardot/api-docs, "Email Templates": `listOneToOne` gives those that may be sent to one prospect. */
export const EMAIL_TEMPLATE_OPERATIONS: Readonly<Record<string, OlderOperation>> = {
  listOneToOne: (call) => {
    const { state, unit } = call;
    const found = state.tables.kept.EmailTemplate.filter(
      (row) => row.unit === unit.key && !row.isDeleted && row['isOneToOneEmail'] === true,
    );
    return {
      result: resultTree(
        call,
        TEMPLATE.element,
        found.length,
        found.map((row) => treeOf(call, TEMPLATE, row)),
      ),
    };
  },
};

/** Source: pardot/api-docs, "Email Clicks": query only. */
export const EMAIL_CLICK_OPERATIONS: Readonly<Record<string, OlderOperation>> = { query: queryClicks };

/**
 * Sends an email.
 *
 * Source:  pardot/api-docs, "Emails: Sending": to a prospect by id or email, or to lists (`list_ids[]`); errors 3, 4, 13, 55, 64, 68 and
 *          98, POST only.
 * Assumed: a one-to-one email needs `campaign_id` like a list email; who sends it (`from_*`) is kept, not checked.
 */
function send(call: OlderCall): Content | (() => Content) {
  if (call.request.method === 'GET') throw refusal(60);
  const { state, unit, asked, by } = call;
  const lists = listIds(call);
  const message: Record<string, unknown> = { senderOptions: sender(call), isOperational: asked.all.get('operational_email') === 'true' };
  for (const [name, field] of MESSAGE) {
    const value = asked.all.get(name);
    if (value !== undefined) message[field] = field.endsWith('Id') ? readNumber(value, field === 'campaignId' ? 38 : 16) : value;
  }
  if (message['campaignId'] === undefined) throw refusal(13, 'campaign_id');
  if (message['emailTemplateId'] === undefined) {
    if (message['subject'] === undefined) throw refusal(13, 'subject');
    if (message['textMessage'] === undefined && message['htmlMessage'] === undefined) throw refusal(13, 'text_content or html_content');
  }
  if (lists.length > 0) {
    const name = message['name'] ?? message['subject'] ?? 'List email';
    const sent = LIST_EMAILS.create!(state, unit.key, { ...message, name, recipientListIds: lists }, by);
    return () => ({ email: { id: sent.id, name: String(name), subject: String(message['subject'] ?? '') } });
  }
  const made = EMAILS.create!(state, unit.key, { ...message, prospectId: recipient(call).id }, by);
  return () => ({ email: treeOf(call, EMAIL, made) });
}

function recipient({ asked, state, unit }: OlderCall): Prospect {
  const [id, email] = [param(asked, 'prospect_id'), param(asked, 'prospect_email')];
  if (id === null && email === null) throw refusal(13, 'prospect_id, prospect_email or list_ids');
  const found = id === null ? liveWithEmail(state, unit.key, email!) : liveProspectOf(state, unit.key, readNumber(id, 3));
  if (found === undefined) throw refusal(id === null ? 4 : 3, (id ?? email!).slice(0, 80));
  if (id !== null && email !== null && found.email.toLowerCase() !== email.trim().toLowerCase()) throw refusal(44);
  return found;
}

function sender({ asked }: OlderCall): readonly Readonly<Record<string, unknown>>[] | null {
  const [name, email, user] = ['from_name', 'from_email', 'from_user_id'].map((each) => asked.all.get(each));
  if (user !== undefined) return [{ type: 'specific_user', userId: readNumber(user, 10) }];
  return email === undefined ? null : [{ type: 'general_user', name: name ?? null, address: email }];
}

function listIds({ asked }: OlderCall): number[] {
  const named = [...asked.all].filter(([name]) => /^list_ids(\[\d*\])?$/.test(name));
  return named.flatMap(([, value]) => value.split(',')).map((id) => readNumber(id, 55));
}

/**
 * What became of a list email.
 * Source:  pardot/api-docs, "Emails: Stats". Assumed: the names of the counts; rates are percentages with two decimals.
 */
function stats(call: OlderCall): Content {
  const { state, unit, asked } = call;
  const email = liveInUnit(state.tables.assets.ListEmail, unit.key, readNumber(param(asked, 'id'), 16));
  if (email === undefined) throw refusal(16);
  const counts = Object.entries(listEmailStats(state, email.id));
  return {
    stats: Object.fromEntries(counts.map(([name, count]) => [snakeName(name), /Rate$|Ratio$/.test(name) ? `${count.toFixed(2)}%` : count])),
  };
}

const CLICK_CRITERIA = {
  ...COMMON_CRITERIA,
  prospect_id: equals('prospectId'),
  list_email_id: equals('listEmailId'),
  email_template_id: equals('emailTemplateId'),
};

function queryClicks(call: OlderCall): Content {
  const { state, unit, asked } = call;
  const tests = readTests(state, unit.key, CLICK_CRITERIA, asked);
  const cut = readCut(
    asked,
    new Map([
      ['id', 'id'],
      ['created_at', 'createdAt'],
    ]),
  );
  const isClick = (row: VisitorActivity): boolean => row.unit === unit.key && row.type === 1 && row.emailId !== null;
  const found = state.tables.activities.filter((row) => isClick(row) && tests.every((test) => test(row as Stored)));
  const trees = cutPage(found as readonly Stored[], cut).map((row) => clickTree(row as unknown as VisitorActivity));
  return { result: resultTree(call, 'emailClick', found.length, trees) };
}

function clickTree({ id, prospectId, listEmailId, emailTemplateId, createdAt }: VisitorActivity): { [name: string]: Tree } {
  return {
    id,
    prospect_id: prospectId,
    // The stand-in's emails have no links of their own: which one was clicked is not known.
    url: null,
    list_email_id: listEmailId,
    drip_program_action_id: null,
    email_template_id: emailTemplateId,
    tracker_redirect_id: null,
    created_at: printTime(createdAt),
  };
}
