import type { ProspectWrite } from '../../clients/engagement/wire.js';
import type { EngagementCommand, LinkFields, Person, PersonFields, Prospect } from '../../model/engagement.js';
import type { Command } from '../flow.js';
import { personRef, prospectRef } from './keys.js';

/** Makes a Lead or Contact for a prospect; the prospect's link is written when its id is known. */
export type CreatePerson = Command & {
  readonly kind: 'create-person';
  readonly unit: string;
  readonly prospectId: string;
  readonly object: 'Lead' | 'Contact';
  readonly fields: PersonFields;
  readonly useAssignmentRule: boolean;
};

export type UpdatePerson = Command & {
  readonly kind: 'update-person';
  readonly unit: string;
  readonly object: 'Lead' | 'Contact';
  readonly id: string;
  readonly fields: PersonFields;
  /** The prospect on which a refusal is shown. */
  readonly prospectId: string | null;
};

/** One write of a prospect through the connector surface. */
export type WriteProspect = Command & {
  readonly kind: 'write-prospect';
  readonly unit: string;
  readonly write: ProspectWrite;
  /** This write ends a sync: the prospect's last sync is stamped. */
  readonly endsSync: boolean;
  /** The Salesforce owner whose user is to hold the prospect; known only when the record was made. */
  readonly assignToOwner?: string;
};

/** Makes a record a member of a Salesforce campaign. */
export type CreateMember = Command & {
  readonly kind: 'create-member';
  readonly unit: string;
  readonly prospectId: string;
  readonly requestId: number | null;
  /** Its id, or its name. */
  readonly campaign: string;
  readonly status: string | null;
  readonly person: { readonly object: 'Lead' | 'Contact'; readonly id: string };
};

/** Leaves a completed task for a sent email. */
export type CreateTask = Command & {
  readonly kind: 'create-task';
  readonly unit: string;
  readonly prospectId: string;
  readonly emailId: number;
  readonly fields: PersonFields;
};

export type FlowCommand = CreatePerson | UpdatePerson | WriteProspect | CreateMember | CreateTask;

/**
 * A rule's commands as the flow sends them, Salesforce first: when Salesforce refuses, the whole prospect fails.
 *
 * Source: reference A.12, "The whole prospect fails (no partial field write)".
 */
export function chainOf(
  commands: readonly EngagementCommand[],
  prospect: Prospect | null,
  hasError: boolean,
  /** False right after the creation, whose write has stamped the prospect already. */
  isToStamp = true,
): FlowCommand[] {
  const chain = commands.map((command) => flowCommand(command, prospect));
  chain.sort((a, b) => orderOf(a) - orderOf(b));
  if (prospect === null || chain[0]?.kind === 'create-person') return chain;
  const written = chain.findIndex((command) => command.kind === 'write-prospect' && command.write.id === prospect.id);
  const ending = written < 0 ? null : (chain[written] as WriteProspect);
  if (ending === null && !hasError && (chain.length === 0 || !isToStamp)) return chain;
  const last = ending ?? writeProspect(prospect.unit, { id: prospect.id }, true);
  const whole = hasError ? { ...last, write: { ...last.write, syncError: null } } : last;
  if (ending === null) return [...chain, whole];
  return chain.map((command) => (command === ending ? whole : command));
}

/** The write that shows an error on a prospect. */
export function showError(unit: string, prospectId: string, text: string): WriteProspect {
  return writeProspect(unit, { id: prospectId, syncError: text }, false);
}

export function writeProspect(unit: string, write: ProspectWrite, endsSync: boolean): WriteProspect {
  const record = prospectRef({ unit, id: write.id ?? '' });
  return { kind: 'write-prospect', batch: unit, record, unit, write, endsSync };
}

function flowCommand(command: EngagementCommand, prospect: Prospect | null): FlowCommand {
  switch (command.kind) {
    case 'create-person': {
      const batch = `${command.object} ${command.useAssignmentRule} ${command.unit}`;
      return { ...command, batch, record: personRef({ type: command.object, id: '' }) };
    }
    case 'update-person': {
      const record = personRef({ type: command.object, id: command.id });
      // Each unit's connector calls for itself, and Salesforce refuses one record twice in a call.
      return { ...command, batch: `${command.object} ${command.unit}`, record, prospectId: prospect?.id ?? null };
    }
    case 'create-member':
      return { ...command, batch: command.unit, record: { system: 'salesforce', object: 'CampaignMember', id: '' } };
    case 'create-task':
      return { ...command, batch: command.unit, record: { system: 'salesforce', object: 'Task', id: '' } };
    case 'create-prospect': {
      const { unit, fields, link, assignedToId } = command;
      return writeProspect(unit, { fields, link, assignedToId }, true);
    }
    case 'update-prospect': {
      const { kind: _kind, unit, ...write } = command;
      return writeProspect(unit, write, write.link?.state !== 'deleted' && write.link?.state !== 'none');
    }
  }
}

function orderOf(command: FlowCommand): number {
  return command.kind === 'write-prospect' ? 1 : 0;
}

/** A person as it will be when the command took effect. */
export function personAfter(person: Person, commands: readonly FlowCommand[]): Person {
  const written = commands.filter((command) => command.kind === 'update-person' && command.id === person.id) as UpdatePerson[];
  return written.reduce((after, { fields }) => withFields(after, fields), person);
}

/** The person that a create leaves, as far as the sync looks at it. */
export function personMade({ object, fields }: CreatePerson, id: string, ownerId: string | null, fieldNames: readonly string[]): Person {
  const blank: Person = {
    type: object,
    id,
    email: null,
    createdAt: 0,
    modifiedAt: 0,
    lastActivityAt: null,
    ownerId,
    accountId: null,
    isDeleted: false,
    masterId: null,
    isConverted: false,
    convertedContactId: null,
    fields: Object.fromEntries(fieldNames.map((field) => [field, null])),
  };
  return withFields(blank, fields);
}

function withFields(person: Person, written: PersonFields): Person {
  const { Email, OwnerId, ...rest } = written;
  return {
    ...person,
    ...(Email === undefined ? {} : { email: Email === null ? null : String(Email) }),
    ...(OwnerId === undefined ? {} : { ownerId: OwnerId === null ? null : String(OwnerId) }),
    fields: { ...person.fields, ...rest },
  };
}

/** A prospect as it will be when the commands took effect. */
export function prospectAfter<P extends Prospect>(prospect: P, commands: readonly FlowCommand[]): P {
  let after = prospect;
  for (const command of commands) {
    if (command.kind !== 'write-prospect' || command.write.id !== prospect.id) continue;
    const { fields = {}, link, assignedToId, archive } = command.write;
    const { email, ...rest } = fields;
    const columns = { ...ifGiven('salesforceOwnerId', link), ...ifGiven('salesforceAccountId', link) };
    after = {
      ...after,
      ...(email === undefined ? {} : { email: email === null ? null : String(email) }),
      ...(link?.salesforceId === undefined ? {} : { salesforceId: link.salesforceId }),
      ...(link?.state === undefined ? {} : { crmState: link.state }),
      ...(assignedToId === undefined ? {} : { assignedToId, assignment: null }),
      ...(archive === undefined ? {} : { isArchived: archive }),
      fields: { ...after.fields, ...rest, ...columns },
    };
  }
  return after;
}

function ifGiven(column: 'salesforceOwnerId' | 'salesforceAccountId', link: LinkFields | undefined): Record<string, string | null> {
  const value = link?.[column];
  return value === undefined ? {} : { [column]: value };
}
