import type { Operation } from '../../kernel/routes.js';
import type { FieldDefinition } from '../objects/definition.js';
import type { IntacctCompany } from '../state/company.js';
import { json, notFound } from './errors.js';
import { type Property, RESOURCES, type Resource, resourceIn, resourceOf } from './resources.js';
import { signedBy } from './token.js';

/**
 * GET /ia/api/v1/services/core/model?name= - what a resource consists of; without a name, which resources there are.
 *
 * Source:  developer.sage.com, "Model service": fields, groups, refs, lists; `idempotenceSupported`.
 * Assumed: the members that the page's samples do not show.
 */
export const modelService: Operation<IntacctCompany> = (call) => {
  signedBy(call.state, call.request);
  const name = new URLSearchParams(call.request.query).get('name') ?? '';
  if (name === '') {
    const all = RESOURCES.map((each) => ({ apiObject: each.name, type: 'rootObject', httpMethods: methodsOf(each) }));
    return json(200, {
      'ia::result': all,
      'ia::meta': { totalCount: all.length, start: 1, pageSize: all.length, next: null, previous: null },
    });
  }
  const resource = resourceIn(call.state, name.replace(/^objects\//, ''));
  if (resource === undefined) throw notFound(name);
  return json(200, { 'ia::result': printModel(resource), 'ia::meta': { totalCount: 1, totalSuccess: 1, totalError: 0 } });
};

type Group = { fields: Record<string, unknown>; groups: Record<string, Group>; refs: Record<string, unknown> };

function printModel(resource: Resource): Record<string, unknown> {
  const root: Group = { fields: {}, groups: {}, refs: {} };
  for (const property of resource.properties) {
    const steps = property.path.split('.');
    let home = root;
    for (const step of steps.slice(0, -1)) {
      home.groups[step] ??= { fields: {}, groups: {}, refs: {} };
      home = home.groups[step];
    }
    const field = resource.definition.byName.get(property.field)!;
    if (property.ref === undefined) home.fields[steps.at(-1)!] = printField(property, field);
    else home.refs[steps.at(-1)!] = { apiObject: resourceOf(property.ref)?.name ?? '', fields: { key: {}, id: {}, href: {} } };
  }
  root.fields['href'] = { type: 'string', readOnly: true, required: false, mutable: false, nullable: false };
  const lists = resource.definition.name === 'CUSTOMER' ? { contactList: { apiObject: 'accounts-receivable/customer-contact' } } : {};
  const owned = resource.owned === undefined ? {} : { [resource.owned.path]: { apiObject: resourceOf(resource.owned.object)!.name } };
  return {
    name: resource.name,
    type: 'rootObject',
    httpMethods: methodsOf(resource),
    idempotenceSupported: true,
    ...root,
    lists: { ...lists, ...owned },
  };
}

const TYPES: Readonly<Record<FieldDefinition['type'], string>> = {
  text: 'string',
  email: 'string',
  url: 'string',
  choice: 'string',
  boolean: 'boolean',
  integer: 'integer',
  decimal: 'number',
  date: 'string',
  timestamp: 'string',
};

function printField(property: Property, field: FieldDefinition): Record<string, unknown> {
  const isReadOnly = field.isReadOnly === true || (field.derive !== undefined && !property.path.startsWith('contacts.default.'));
  const choices = property.values === undefined ? field.choices : Object.values(property.values);
  return {
    type: TYPES[field.type],
    ...(field.type === 'date' ? { format: 'date' } : field.type === 'timestamp' ? { format: 'date-time' } : {}),
    ...(field.charsMax === undefined ? {} : { maxLength: field.charsMax }),
    ...(choices === undefined ? {} : { enum: choices }),
    readOnly: isReadOnly,
    required: field.isRequired === true,
    mutable: !isReadOnly,
    nullable: field.isRequired !== true,
  };
}

function methodsOf({ definition }: Resource): string {
  const writes = { create: 'POST', update: 'PATCH', delete: 'DELETE' } as const;
  return ['GET', ...(['create', 'update', 'delete'] as const).filter((verb) => definition.can.has(verb)).map((verb) => writes[verb])].join(
    ',',
  );
}
