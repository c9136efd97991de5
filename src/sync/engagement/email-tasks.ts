import type { EngagementClient } from '../../clients/engagement/client.js';
import { COLLECTION_RECORDS_MAX } from '../../clients/salesforce/client.js';
import { inLists, soqlInstant, soqlText } from '../../clients/salesforce/wire.js';
import type { EmailKind, SentEmail } from '../../model/engagement.js';
import type { CommandHandler, FlowContext, PendingKey, Trigger } from '../flow.js';
import type { CreateTask } from './commands.js';
import { isKeyed, KEY_FIELD, keyedOutcome, madeUnder } from './created-keys.js';
import type { HandlerParts } from './handlers.js';
import { prospectKey, RANK } from './keys.js';
import type { SourceResult } from './poll.js';

/** How far the vendor's clock may be behind the core's. */
const CLOCK_SKEW_MS = 60_000;

/**
 * The emails that a unit sent since the last poll, one query where its page asks for tasks; none elsewhere. What was sent while
 * the box was unchecked is passed over: it is not retroactive.
 */
export async function pollEmails(unit: string, engagement: EngagementClient, context: FlowContext): Promise<SourceResult> {
  if (kindsAskedFor(context, unit, context.now()).size === 0) return { triggers: [], remember: [], isIdle: true };
  const last = context.recall('cursor', `emails:${unit}`) as number | null;
  const emails = await engagement.sentEmails(unit, last ?? 0);
  const newest = emails.at(-1);
  const triggers = emails
    .filter(({ at, kind }) => kindsAskedFor(context, unit, at).has(kind))
    .map(({ prospectId, ...email }): Trigger => {
      const slot = `email:${email.id}`;
      return { key: prospectKey(unit, prospectId), slot, at: email.at, by: null, rank: RANK.pushes, data: { email } };
    });
  return { triggers, remember: newest === undefined ? [] : [{ space: 'cursor', key: `emails:${unit}`, value: newest.id }] };
}

/** The sent emails among the triggers of a key. */
export function emailsIn({ triggers }: PendingKey): readonly SentEmail[] {
  return triggers.flatMap(({ data }) => (data as { readonly email?: SentEmail } | undefined)?.email ?? []);
}

/** Source: reference A.13 row 10. Assumed: emails of programs are told as autoresponders are, by their template; either box covers both. */
function kindsAskedFor(context: FlowContext, unit: string, at: number): ReadonlySet<EmailKind> {
  const value = context.settings.engagement(unit, at)['syncEmailsWithCrm'];
  const boxes = (value ?? {}) as Readonly<Record<string, unknown>>;
  const kinds = new Set<EmailKind>();
  if (boxes['listEmails'] === true) kinds.add('listEmails');
  if (boxes['oneToOne'] === true || boxes['plugin'] === true) kinds.add('oneToOne');
  if (boxes['autoresponders'] === true || boxes['programs'] === true) kinds.add('autoresponders');
  return kinds;
}

/** Makes tasks, by collections of 200. */
export function createTaskHandler({ salesforce, engagement }: HandlerParts): CommandHandler<CreateTask> {
  return {
    kind: 'create-task',
    batchMax: COLLECTION_RECORDS_MAX,
    async apply(intents) {
      const results = await salesforce.create(
        'Task',
        intents.map(({ command }) => ({ ...command.fields, ...(isKeyed(engagement) ? { [KEY_FIELD]: keyOf(command) } : {}) })),
      );
      return results.map((result) => (result.success ? { kind: 'done', result: { id: result.id } } : keyedOutcome(result)));
    },
    /** Tasks that only these commands can have made: by us, since the intent, on that record, with that subject, and not known yet. */
    async lookUp(intents, context) {
      if (isKeyed(engagement)) {
        const made = await madeUnder(
          intents.map(({ command }) => keyOf(command)),
          'Task',
          [],
          salesforce,
        );
        const found = intents.map(({ command }) => made.get(keyOf(command)));
        return found.map((row) => (row === undefined ? null : { kind: 'done', result: { id: String(row['Id']) } }));
      }
      const since = Math.min(...intents.map(({ at }) => at)) - CLOCK_SKEW_MS;
      const mine = soqlText(await salesforce.userId());
      const free = new Map<string, Readonly<Record<string, unknown>>>();
      for (const list of inLists(intents.map(({ command }) => String(command.fields['WhoId'])))) {
        const conditions = `CreatedById = ${mine} AND CreatedDate >= ${soqlInstant(since)} AND WhoId IN ${list}`;
        for (const row of await salesforce.query(`SELECT Id, WhoId, Subject FROM Task WHERE ${conditions} ORDER BY Id`)) {
          if (context.recall('fact', `task:${row['Id']}`) === null) free.set(String(row['Id']), row);
        }
      }
      return intents.map(({ command: { fields } }) => {
        for (const [id, row] of free) {
          if (row['WhoId'] !== fields['WhoId'] || row['Subject'] !== fields['Subject']) continue;
          free.delete(id);
          return { kind: 'done', result: { id } };
        }
        return null;
      });
    },
    after({ command }, ended) {
      if (ended.kind !== 'done') return {};
      return { remember: [{ space: 'fact', key: `task:${(ended.result as { id: string }).id}`, value: command.emailId }] };
    },
  };
}

function keyOf({ unit, emailId }: CreateTask): string {
  return `${unit}/email/${emailId}`;
}
