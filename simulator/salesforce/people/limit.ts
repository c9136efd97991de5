import type { Fields } from '../../kernel/people.js';
import { insufficientAccess, invalidField } from '../errors.js';
import { LIMIT_NAMES, type LimitName } from '../state/limits.js';
import type { SalesforceOrg } from '../state.js';
import { type Form, readForm, typeInfo } from './form.js';
import type { SpecialType } from './special.js';

const NAME = 'backlot__Limit';

const FORM: Form = { name: 'text!', value: 'number!' };

/** A surface of ours: a limit of the org that is another than the standard one, by its name, which is its id as well. */
export const LIMIT: SpecialType = {
  info: typeInfo(NAME, FORM),

  create(org, given) {
    const { name, value } = readForm(NAME, FORM, given, 'create') as { readonly name: string; readonly value: number };
    return set(org, name, value);
  },

  update(org, id, given: Fields) {
    const { name, value } = readForm(NAME, FORM, given, 'update') as { readonly name?: string; readonly value?: number };
    if (name !== undefined && name !== id) throw insufficientAccess();
    if (value !== undefined) set(org, id, value);
  },
  delete: (org, id) => org.limits.set(nameOf(id), null),
  read: (org, id) => LIMIT.list(org).find((row) => row['Id'] === id) ?? null,
  list: (org) => Object.entries(org.limits.given).map(([name, value]) => ({ Id: name, name, value })),
};

function set(org: SalesforceOrg, name: string, value: number): string {
  if (!Number.isInteger(value) || value < 0) throw invalidField(`value: ${value} is not a whole number from 0 on`, ['value']);
  org.limits.set(nameOf(name), value);
  return name;
}

function nameOf(name: string): LimitName {
  const found = LIMIT_NAMES.find((each) => each === name);
  if (found === undefined) throw invalidField(`name: a limit is one of ${LIMIT_NAMES.join(', ')}`, ['name']);
  return found;
}
