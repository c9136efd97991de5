import type {
  AfterCreate,
  CreateContact,
  CreateCustomer,
  IntacctCommand,
  IntacctFields,
  ListedContact,
  SyncedRecord,
  UpdateContact,
  UpdateCustomer,
} from '../../model/intacct.js';
import { withoutBlanks } from './mapping.js';

/** Whose sync a command belongs to, and the id that this one has already. */
export type Sync = { readonly owner: SyncedRecord; readonly ownerIntacctId: string; readonly entity: string };

/** `contactId`: the Salesforce contact that it stands for; null for a contact made from an address. */
export function createContact(sync: Sync, name: string, fields: IntacctFields, contactId: string | null): CreateContact {
  const record = { system: 'intacct', object: 'CONTACT', id: name } as const;
  return {
    kind: 'create-contact',
    record,
    batch: sync.entity,
    ...sync,
    fields: { CONTACTNAME: name, ...withoutBlanks(fields) },
    contactId,
  };
}

export function updateContact(sync: Sync, name: string, fields: IntacctFields): UpdateContact {
  return { kind: 'update-contact', record: { system: 'intacct', object: 'CONTACT', id: name }, batch: sync.entity, ...sync, fields };
}

export function createCustomer(
  sync: Sync,
  customerId: string,
  fields: IntacctFields,
  contactList: readonly ListedContact[],
  afterwards: AfterCreate,
): CreateCustomer {
  const record = { system: 'intacct', object: 'CUSTOMER', id: customerId } as const;
  return {
    kind: 'create-customer',
    record,
    batch: sync.entity,
    ...sync,
    customerId,
    fields: withoutBlanks(fields),
    contactList,
    afterwards,
  };
}

export function updateCustomer(
  sync: Sync,
  customerId: string,
  fields: IntacctFields,
  contactList: UpdateCustomer['contactList'] = null,
): UpdateCustomer {
  const record = { system: 'intacct', object: 'CUSTOMER', id: customerId } as const;
  return { kind: 'update-customer', record, batch: sync.entity, ...sync, fields, contactList };
}

/** Records of one sync that are updated in one envelope: two lookups, two addresses and the customer. */
export const UPDATES_TOGETHER_MAX = 5;

/** The same commands in the same order, where updates that follow each other in one entity share an envelope. */
export function updatesTogether(commands: readonly IntacctCommand[]): readonly IntacctCommand[] {
  const runs: IntacctCommand[][] = [];
  for (const command of commands) {
    const run = runs.at(-1);
    const isSameRun = run !== undefined && isUpdate(command) && run.every((each) => isUpdate(each) && each.batch === command.batch);
    if (isSameRun && run.length < UPDATES_TOGETHER_MAX) run.push(command);
    else runs.push([command]);
  }
  return runs.map((run) => (run.length === 1 ? run[0]! : together(run.filter(isUpdate))));
}

function together(updates: readonly (UpdateContact | UpdateCustomer)[]): IntacctCommand {
  const { record, batch, owner, ownerIntacctId, entity } = updates.at(-1)!;
  return { kind: 'update-records', record, batch, owner, ownerIntacctId, entity, updates };
}

function isUpdate(command: IntacctCommand): command is UpdateContact | UpdateCustomer {
  return command.kind === 'update-contact' || command.kind === 'update-customer';
}
