import type { Row } from '../../../kernel/table.js';
import { businessFailure, IntacctError, unknownObject } from '../../errors.js';
import { OBJECTS_PER_FUNCTION_MAX } from '../../limits.js';
import type { ObjectDefinition } from '../../objects/definition.js';
import type { IntacctCompany } from '../../state/company.js';
import { createRecord } from '../../state/save.js';
import { type GatewayFunction, PartialFailure } from '../gateway-function.js';
import type { XmlElement } from '../parse.js';
import { readInput } from '../read-input.js';
import { type Xml, xml } from '../write.js';

/**
 * create - makes one or more objects, of one or several types.
 *
 * Source:  "XML functions", create; jfcote87/intacct fixture: when one is refused, those before it stay and are listed.
 * Assumed: objects after the refused one are not tried.
 */
export const create: GatewayFunction = ({ company, signed, element }) => {
  demandObjects(element);
  const made: Xml[] = [];
  for (const each of element.children) {
    try {
      const definition = demandObject(company, each.name);
      made.push(printKeys(definition, createRecord(definition, { company, signed, input: readInput(each, definition) })));
    } catch (error) {
      if (error instanceof IntacctError && made.length > 0) throw new PartialFailure(error.errors, [objectsData(made)]);
      throw error;
    }
  }
  return [objectsData(made)];
};

/** Only the record number and the business key come back. */
export function printKeys(definition: ObjectDefinition, row: Row): Xml {
  const keys = definition.key === 'RECORDNO' ? ['RECORDNO'] : ['RECORDNO', definition.key];
  return xml(
    definition.name.toLowerCase(),
    keys.map((key) => xml(key, String(row[key]))),
  );
}

export function objectsData(objects: readonly Xml[]): Xml {
  return xml('data', objects, { listtype: 'objects', count: objects.length });
}

/** Refuses no objects and too many. Assumed: the wording. */
export function demandObjects(element: XmlElement): void {
  if (element.children.length === 0) throw businessFailure(`No objects were given to ${element.name}.`);
  if (element.children.length > OBJECTS_PER_FUNCTION_MAX) {
    throw businessFailure(`Too many objects: at most ${OBJECTS_PER_FUNCTION_MAX} in one ${element.name}.`);
  }
}

/** Assumed: the number, which fixtures show for `delete`. */
export function demandObject(company: IntacctCompany, name: string): ObjectDefinition {
  const definition = company.object(name);
  if (definition === undefined) throw unknownObject('WS', name);
  return definition;
}
