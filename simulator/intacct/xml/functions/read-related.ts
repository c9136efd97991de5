import type { Row } from '../../../kernel/table.js';
import { businessFailure, queryFailed, unknownObject } from '../../errors.js';
import { READ_KEYS_MAX } from '../../limits.js';
import { isVisible } from '../../state/visibility.js';
import type { GatewayFunction } from '../gateway-function.js';
import { childText } from '../parse.js';
import { printNested } from '../print-record.js';
import { xml } from '../write.js';
import { readFieldList } from './read.js';

/**
 * readRelated - what records point to over one of their relations, as `lookup` lists them.
 *
 * Source:  "XML functions", readRelated.
 * Assumed: standard relations serve as the vendor's custom ones do; a record that several point to comes once.
 */
export const readRelated: GatewayFunction = ({ company, signed, element }) => {
  const name = childText(element, 'object') ?? '';
  const definition = company.object(name);
  if (definition === undefined) throw unknownObject('Query Failed', name);
  const path = childText(element, 'relation') ?? '';
  const relation = definition.relations.get(path.toUpperCase());
  if (relation === undefined) throw queryFailed(`The relation ${path} of ${definition.name} does not exist.`);
  const target = company.object(relation.object)!;
  const wanted = readFieldList(target, childText(element, 'fields'), (unknown) => queryFailed(`The field ${unknown} is not valid.`));
  const keys = (childText(element, 'keys') ?? '').split(',').map((key) => key.trim());
  if (keys.length > READ_KEYS_MAX) throw businessFailure(`Too many keys: at most ${READ_KEYS_MAX} in one readRelated.`);
  const found = new Set<Row>();
  for (const key of keys) {
    const row = company.table(definition.name).findOne('RECORDNO', key);
    const pointer = row === undefined || !isVisible(row, signed.entity) ? undefined : row[relation.field];
    const related = typeof pointer === 'string' ? company.find(target.name, pointer) : undefined;
    if (related !== undefined && isVisible(related, signed.entity)) found.add(related);
  }
  const records = [...found].map((row) => printNested(target, row, wanted, company));
  return [xml('data', records, { listtype: target.name, count: records.length })];
};
