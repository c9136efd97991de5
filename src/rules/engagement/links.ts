import type { EngagementCommand, LinkFields, Person, Prospect } from '../../model/engagement.js';

/** The link columns of a prospect that is tied to a record. Source: reference A.1, "Prospect link fields". */
export function linkFor(person: Pick<Person, 'type' | 'id' | 'ownerId' | 'accountId'>): LinkFields {
  const own = person.type === 'Lead' ? { salesforceLeadId: person.id } : { salesforceContactId: person.id };
  return { ...own, salesforceId: person.id, salesforceOwnerId: person.ownerId, salesforceAccountId: person.accountId, state: 'linked' };
}

/** Writes to one prospect are one command, so that a crash cannot fall between them. */
export function mergedInto(
  write: EngagementCommand & { readonly kind: 'update-prospect' },
  commands: readonly EngagementCommand[],
): readonly EngagementCommand[] {
  let whole = write;
  const rest: EngagementCommand[] = [];
  for (const command of commands) {
    if (command.kind === 'update-prospect' && command.id === write.id) {
      whole = {
        ...command,
        ...whole,
        ...mergedKey('fields', command.fields, whole.fields),
        ...mergedKey('link', command.link, whole.link),
      };
    } else rest.push(command);
  }
  return [whole, ...rest];
}

function mergedKey(key: 'fields' | 'link', first: object | undefined, second: object | undefined): object {
  return first === undefined && second === undefined ? {} : { [key]: { ...first, ...second } };
}

/** Takes a prospect's link away; its record stays as it is. */
export function looseProspect(prospect: Prospect): EngagementCommand {
  const link = { salesforceLeadId: null, salesforceContactId: null, salesforceId: null, salesforceOwnerId: null, state: 'none' } as const;
  return { kind: 'update-prospect', unit: prospect.unit, id: prospect.id, link };
}
