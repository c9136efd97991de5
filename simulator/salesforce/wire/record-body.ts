import { jsonParserError } from '../errors.js';
import type { Field, SObjectType } from '../schema.js';
import { parseDate, parseDatetime, parseTime } from '../state/dates.js';
import type { Values } from '../state/save.js';
import { type JsonBody, shown, tokenName } from './body.js';
import { JsonWalker } from './json-position.js';

/**
 * Checks that a record's JSON values have the form of their fields. The parser does this before anything else, so one bad value
 * refuses the whole call.
 *
 * Source: REST API guide, "Status Codes and Error Responses", JSON_PARSER_ERROR; "Valid Date and DateTime Formats".
 */
export function checkJsonValues(type: SObjectType, values: Values, body: JsonBody, path: readonly (string | number)[] = []): void {
  for (const [name, value] of Object.entries(values)) {
    const field = type.field(name);
    if (field === undefined || value === null || fits(field, value)) continue;
    const place = JsonWalker.placeOf(body.text, [...path, name]);
    throw jsonParserError(
      `Cannot deserialize instance of ${field.type === 'reference' ? 'id' : field.type} from ${tokenName(value)} value ${shown(value)} or request may be missing a required field at ${place}`,
    );
  }
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

function fits(field: Field, value: unknown): boolean {
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean' || value === 'true' || value === 'false';
    case 'int':
      return typeof value === 'number' ? Number.isInteger(value) : typeof value === 'string' && /^(?:[+-]?\d+)?$/.test(value.trim());
    case 'double':
    case 'currency':
    case 'percent':
      return typeof value === 'number' || isText(value, (text) => NUMBER.test(text));
    case 'date':
      return isText(value, (text) => parseDate(text) !== null);
    case 'datetime':
      return isText(value, (text) => parseDatetime(text) !== null);
    case 'time':
      return isText(value, (text) => parseTime(text) !== null);
    case 'address':
    case 'location':
      return true;
    default:
      return typeof value === 'string' || typeof value === 'number';
  }
}

function isText(value: unknown, holds: (text: string) => boolean): boolean {
  return typeof value === 'string' && (value.trim() === '' || holds(value.trim()));
}
