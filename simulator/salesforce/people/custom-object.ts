import { insufficientAccess } from '../errors.js';
import { removeComponent } from '../metadata/save.js';
import type { AddedObject, NameFieldRequest } from '../state/custom-objects.js';
import { type Form, readForm, typeInfo } from './form.js';
import type { SpecialType } from './special.js';

const FORM: Form = {
  fullName: 'text!',
  label: 'text',
  pluralLabel: 'text',
  description: 'text',
  sharingModel: 'text',
  nameField: 'structure',
};

/** A custom object or, with a name that ends in `__e`, a platform event. Its id is its full name. */
export const CUSTOM_OBJECT: SpecialType = {
  info: typeInfo('CustomObject', FORM),

  create(org, given) {
    const { fullName, nameField, ...texts } = readForm('CustomObject', FORM, given, 'create');
    const request = { fullName: String(fullName), ...(texts as Readonly<Record<string, string>>) };
    return org.definitions.addObject(nameField === undefined ? request : { ...request, nameField: nameField as NameFieldRequest }).fullName;
  },

  update() {
    throw insufficientAccess();
  },
  delete: (org, id, by) => removeComponent(org, 'CustomObject', id, by),
  read: (org, id) => CUSTOM_OBJECT.list(org).find((row) => row['Id'] === id) ?? null,
  list: (org) => org.definitions.addedObjects.map(shown),
};

function shown({ keyPrefix: _internal, ...given }: AddedObject) {
  return { Id: given.fullName, ...given };
}
