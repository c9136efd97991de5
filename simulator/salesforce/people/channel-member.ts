import type { Fields } from '../../kernel/people.js';
import type { Row } from '../../kernel/table.js';
import { insufficientAccess, invalidField } from '../errors.js';
import { capturedTypeOf } from '../events/channels.js';
import { changeEventName } from '../events/stream-event.js';
import { selectedTypes } from '../metadata/save.js';
import type { SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import { type Form, readForm, typeInfo } from './form.js';
import type { SpecialType } from './special.js';

const FORM: Form = { selectedEntity: 'text!' };

/**
 * An object selected for Change Data Capture; `selectedEntity` is `AccountChangeEvent`, which is its id as well. Taking it away ends
 * the object's events at once.
 */
export const CHANNEL_MEMBER: SpecialType = {
  info: typeInfo('PlatformEventChannelMember', FORM),

  create(org, given) {
    const type = selectedType(org, readForm('PlatformEventChannelMember', FORM, given, 'create'));
    const selected = selectedTypes(org);
    if (!selected.includes(type.name)) org.capture.select([...selected, type.name]);
    return changeEventName(type.name);
  },

  update() {
    throw insufficientAccess();
  },
  delete: (org, id) => org.capture.select(selectedTypes(org).filter((name) => changeEventName(name) !== id)),
  read: (org, id) => CHANNEL_MEMBER.list(org).find((row) => row['Id'] === id) ?? null,
  list: (org) => selectedTypes(org).map(rowOf),
};

/**
 * A surface of ours, by which people bring about what the vendor leaves to chance: while it is there, changes of the object have gap
 * events in the place of whole ones.
 */
export const CHANGE_EVENT_GAP: SpecialType = {
  info: typeInfo('backlot__ChangeEventGap', FORM),

  create(org, given) {
    const type = selectedType(org, readForm('backlot__ChangeEventGap', FORM, given, 'create'));
    const { capture } = org;
    if (!capture.gapped.includes(type.name)) capture.leaveGaps([...capture.gapped, type.name]);
    return changeEventName(type.name);
  },

  update() {
    throw insufficientAccess();
  },
  delete: (org, id) => org.capture.leaveGaps(org.capture.gapped.filter((name) => changeEventName(name) !== id)),
  read: (org, id) => CHANGE_EVENT_GAP.list(org).find((row) => row['Id'] === id) ?? null,
  list: (org) => org.capture.gapped.map(rowOf),
};

function selectedType(org: SalesforceOrg, { selectedEntity }: Fields): SObjectType {
  const type = capturedTypeOf(org, String(selectedEntity));
  if (type === null) throw invalidField(`selectedEntity: ${String(selectedEntity)} is not valid`, ['selectedEntity']);
  return type;
}

const rowOf = (name: string): Row => ({ Id: changeEventName(name), selectedEntity: changeEventName(name) });
