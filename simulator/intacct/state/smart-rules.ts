import type { Row } from '../../kernel/table.js';
import { smartRuleRefusal } from '../errors.js';
import type { ObjectDefinition } from '../objects/definition.js';
import { columnOf } from '../query/column.js';
import { compileWhere } from '../query/where.js';
import type { IntacctCompany } from './company.js';

/**
 * Refuses a record that a smart rule of its object forbids.
 *
 * Source:  developer.intacct.com, "Error handling": BL04002055 with the rule's own message.
 * Assumed: the language of conditions, which is that of readByQuery.
 */
export function demandSmartRules(company: IntacctCompany, definition: ObjectDefinition, row: Row): void {
  if (company.setup.smartRules.size === 0) return;
  for (const { object, condition, message } of company.setup.smartRules.rows()) {
    if (object !== definition.name) continue;
    if (compileWhere(condition, (path) => columnOf(definition, path, company)).test(row)) throw smartRuleRefusal(message);
  }
}
