import { IntacctError } from '../../errors.js';
import { updateRecord } from '../../state/save.js';
import { type GatewayFunction, PartialFailure } from '../gateway-function.js';
import { readInput } from '../read-input.js';
import type { Xml } from '../write.js';
import { demandObject, demandObjects, objectsData, printKeys } from './create.js';

/**
 * update - changes objects that RECORDNO or the business key names.
 *
 * Source:  "XML functions", update: absent elements stay, present-empty ones are cleared.
 * Assumed: as with create, what was updated before a refusal stays and is listed.
 */
export const update: GatewayFunction = ({ company, signed, element }) => {
  demandObjects(element);
  const made: Xml[] = [];
  for (const each of element.children) {
    try {
      const definition = demandObject(company, each.name);
      made.push(printKeys(definition, updateRecord(definition, { company, signed, input: readInput(each, definition) })));
    } catch (error) {
      if (error instanceof IntacctError && made.length > 0) throw new PartialFailure(error.errors, [objectsData(made)]);
      throw error;
    }
  }
  return [objectsData(made)];
};
