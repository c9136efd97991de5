import type { IntacctCompany, Signed } from '../state/company.js';
import { demandPermission, type Permitted } from '../state/permissions.js';
import type { XmlElement } from './parse.js';
import { subjectOf } from './subjects.js';

/** What functions ask leave for: the verb, and the operation as refusals name it. Functions without one are everybody's. */
const NEEDS: Readonly<Record<string, readonly [verb: Permitted, operation: string]>> = {
  create: ['create', 'CREATE'],
  update: ['update', 'UPDATE'],
  delete: ['delete', 'DELETE'],
  reverse: ['update', 'UPDATE'],
  apply: ['update', 'UPDATE'],
  post: ['update', 'UPDATE'],
  hold: ['update', 'UPDATE'],
  resume: ['update', 'UPDATE'],
  cancel: ['update', 'UPDATE'],
  renew: ['update', 'UPDATE'],
  read: ['read', 'READ'],
  readByName: ['read', 'READ_BY_NAME'],
  readByQuery: ['read', 'READ_BY_QUERY'],
  readRelated: ['read', 'READ_RELATED'],
  query: ['read', 'QUERY'],
  get_list: ['read', 'GET_LIST'],
  retrievepdf: ['read', 'RETRIEVE_PDF'],
};

/** Refuses a function whose user may not do what it asks for. */
export function demandPermitted(company: IntacctCompany, signed: Signed, element: XmlElement): void {
  const [verb = '', object = ''] = subjectOf(element).split(' ');
  const needs = Object.hasOwn(NEEDS, verb) ? NEEDS[verb] : undefined;
  if (needs === undefined) return;
  const objects = verb === 'create' || verb === 'update' ? [object, ...element.children.map((each) => each.name)] : [object];
  for (const each of objects) {
    const name = company.object(each)?.name;
    if (name !== undefined) demandPermission(company, signed, needs[0], name, needs[1]);
  }
}
