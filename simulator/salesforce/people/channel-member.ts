import { insufficientAccess, invalidField } from '../errors.js';
import { capturedTypeOf } from '../events/channels.js';
import { changeEventName } from '../events/stream-event.js';
import { selectedTypes } from '../metadata/save.js';
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
    const { selectedEntity } = readForm('PlatformEventChannelMember', FORM, given, 'create');
    const type = capturedTypeOf(org, String(selectedEntity));
    if (type === null) throw invalidField(`selectedEntity: ${selectedEntity} is not valid`, ['selectedEntity']);
    const selected = selectedTypes(org);
    if (!selected.includes(type.name)) org.capture.select([...selected, type.name]);
    return changeEventName(type.name);
  },

  update() {
    throw insufficientAccess();
  },
  delete: (org, id) => org.capture.select(selectedTypes(org).filter((name) => changeEventName(name) !== id)),
  read: (org, id) => CHANNEL_MEMBER.list(org).find((row) => row['Id'] === id) ?? null,
  list: (org) => selectedTypes(org).map((name) => ({ Id: changeEventName(name), selectedEntity: changeEventName(name) })),
};
