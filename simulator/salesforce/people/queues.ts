import { invalidField } from '../errors.js';
import { parseId } from '../ids.js';
import { createBySystem } from '../state/create.js';
import { remove } from '../state/delete.js';
import { updateBySystem } from '../state/update.js';
import type { SalesforceOrg } from '../state.js';
import { type Form, readForm, typeInfo } from './form.js';
import type { SpecialType } from './special.js';

const FORM: Form = { Name: 'text!', DeveloperName: 'text', Email: 'text', objects: 'list', members: 'list' };

/** A queue: a group of type Queue, linked to the objects that it may own. */
export const QUEUE: SpecialType = {
  info: typeInfo('Queue', FORM),

  create(org, given, by) {
    const {
      Name,
      DeveloperName = String(Name).replaceAll(/\W+/g, '_'),
      Email = null,
      objects = [],
      members = [],
    } = readForm('Queue', FORM, given, 'create');
    const id = createBySystem(org, 'Group', { Name, DeveloperName, Email, Type: 'Queue' }, by);
    link(org, id, objects as string[], by);
    join(org, id, members as string[], by);
    return id;
  },

  update(org, id, given, by) {
    const { objects, members, ...fields } = readForm('Queue', FORM, given, 'update');
    updateBySystem(org, org.lookup(id)!, fields);
    if (objects !== undefined) {
      drop(org, 'QueueSobject', 'QueueId', id, by);
      link(org, id, objects as string[], by);
    }
    if (members !== undefined) {
      drop(org, 'GroupMember', 'GroupId', id, by);
      join(org, id, members as string[], by);
    }
  },

  delete: (org, id, by) => remove(org, id, { by }),

  read(org, id) {
    const row = org.lookup(id);
    if (row === undefined || row['Type'] !== 'Queue') return null;
    const objects = children(org, 'QueueSobject', 'QueueId', id).map((each) => each['SobjectType']);
    const members = children(org, 'GroupMember', 'GroupId', id).map((each) => each['UserOrGroupId']);
    return { Id: id, Name: row['Name'], DeveloperName: row['DeveloperName'] ?? null, Email: row['Email'] ?? null, objects, members };
  },

  list(org) {
    const groups = org.table(org.schema.type('Group')!).filter((row) => row['Type'] === 'Queue');
    return groups.map((row) => QUEUE.read(org, row['Id'] as string)!);
  },
};

function link(org: SalesforceOrg, queueId: string, objects: readonly string[], by: string): void {
  for (const name of objects) {
    const type = org.schema.type(String(name));
    const owner = type?.field('OwnerId');
    if (type === undefined || owner === undefined || !owner.referenceTo.includes('Group'))
      throw invalidField(`${name} cannot be owned by a queue`, ['objects']);
    createBySystem(org, 'QueueSobject', { QueueId: queueId, SobjectType: type.name }, by);
  }
}

function join(org: SalesforceOrg, queueId: string, members: readonly string[], by: string): void {
  for (const member of members) {
    const id = parseId(String(member));
    if (id === null || org.lookup(id) === undefined) throw invalidField(`${member} is no user`, ['members']);
    createBySystem(org, 'GroupMember', { GroupId: queueId, UserOrGroupId: id }, by);
  }
}

function children(org: SalesforceOrg, typeName: string, fieldName: string, id: string) {
  const type = org.schema.type(typeName)!;
  return org.findBy(type, type.field(fieldName)!, id);
}

function drop(org: SalesforceOrg, typeName: string, fieldName: string, id: string, by: string): void {
  for (const row of children(org, typeName, fieldName, id)) remove(org, row['Id'] as string, { by });
}
