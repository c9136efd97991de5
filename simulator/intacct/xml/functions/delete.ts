import { businessFailure, missingField } from '../../errors.js';
import { OBJECTS_PER_FUNCTION_MAX } from '../../limits.js';
import { inputOf } from '../../state/input.js';
import { deleteRecord } from '../../state/save.js';
import { isVisible } from '../../state/visibility.js';
import type { GatewayFunction } from '../gateway-function.js';
import { childText } from '../parse.js';
import { demandObject } from './create.js';

/**
 * delete - removes records by record number; all of them or none.
 *
 * Source: "XML functions", delete; fixture `Cannot find customer with key 'X' to delete.`
 */
export const deleteKeys: GatewayFunction = ({ company, signed, element }) => {
  const definition = demandObject(company, childText(element, 'object') ?? '');
  const keys = (childText(element, 'keys') ?? '').split(',').map((key) => key.trim());
  if (keys.length === 1 && keys[0] === '') throw missingField({ name: 'keys', label: 'Keys' });
  if (keys.length > OBJECTS_PER_FUNCTION_MAX) throw businessFailure(`Too many keys: at most ${OBJECTS_PER_FUNCTION_MAX} in one delete.`);
  company.world.atomic(() => {
    for (const key of keys) {
      const row = company.table(definition.name).findOne('RECORDNO', key);
      if (row === undefined || !isVisible(row, signed.entity)) {
        throw businessFailure(`Cannot find ${definition.label.toLowerCase()} with key '${key}' to delete.`);
      }
      deleteRecord(definition, row, { company, signed, input: inputOf([]) });
    }
  });
  return [];
};
