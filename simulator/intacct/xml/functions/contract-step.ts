import { businessFailure, illegalValue, unknownObject } from '../../errors.js';
import { HELD_PARTS, takeStep } from '../../state/contract-steps.js';
import { isVisible } from '../../state/visibility.js';
import { readDate } from '../../values.js';
import type { GatewayFunction } from '../gateway-function.js';
import { childText, type XmlElement } from '../parse.js';
import { demandObjects, objectsData, printKeys } from './create.js';

/** Objects that can be posted, held, resumed, cancelled and renewed. */
const OBJECTS = new Set(['CONTRACT', 'CONTRACTDETAIL']);

/**
 * post, hold, resume, cancel and renew - of a contract or a contract line, named by record number or business key.
 *
 * Source:  developer.intacct.com, "Contracts" and "Contract lines".
 * Assumed: the shape, which is that of update; a date that a step needs stands beside the key.
 */
export function contractStep(name: string): GatewayFunction {
  return ({ company, signed, element }) => {
    demandObjects(element);
    const steps = element.children.map((each) => {
      const definition = OBJECTS.has(each.name.toUpperCase()) ? company.object(each.name) : undefined;
      if (definition === undefined) throw unknownObject('WS', each.name);
      const [number, key] = [childText(each, 'RECORDNO') ?? '', childText(each, definition.key) ?? ''];
      const table = company.table(definition.name);
      const row = number === '' ? table.get(key) : table.findOne('RECORDNO', number);
      if (row === undefined || !isVisible(row, signed.entity)) {
        throw businessFailure(`Cannot find ${definition.label.toLowerCase()} with key '${number || key}' to ${name}.`);
      }
      return () =>
        printKeys(definition, takeStep(name, { company, signed, definition, row, dates: readDates(each), parts: readParts(each) }));
    });
    return [objectsData(company.world.atomic(() => steps.map((step) => step())))];
  };
}

/** Source: the official SDK, ContractLineHold and ContractLineResume: BILLING, REVENUE and EXPENSE as booleans. */
function readParts(element: XmlElement): readonly string[] {
  return HELD_PARTS.filter((part) => {
    const text = (childText(element, part) ?? '').toLowerCase();
    if (!['', 'true', 'false'].includes(text)) throw illegalValue(`Invalid value '${text.slice(0, 100)}' for ${part}.`);
    return text === 'true';
  });
}

function readDates(element: XmlElement): ReadonlyMap<string, string> {
  const dates = new Map<string, string>();
  for (const { name, text } of element.children) {
    if (!/DATE$/i.test(name)) continue;
    const date = readDate(text.trim());
    if (date === null) throw illegalValue(`Invalid value '${text.trim().slice(0, 100)}' for ${name}.`);
    dates.set(name.toUpperCase(), date);
  }
  return dates;
}
