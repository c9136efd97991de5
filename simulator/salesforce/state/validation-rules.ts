import type { Row, Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';
import { rowError, together } from '../errors.js';
import { compileFormula, type Formula } from '../formula/compile.js';
import type { Schema, SObjectType } from '../schema.js';
import type { SalesforceOrg } from '../state.js';
import type { Draft } from './draft.js';

export type ValidationRule = Row & {
  readonly Id: string;
  readonly object: string;
  readonly fullName: string;
  readonly errorConditionFormula: string;
  readonly errorMessage: string;
  /** The field that the error stands at; null for the top of the page. */
  readonly errorDisplayField: string | null;
  readonly active: boolean;
};

export function openValidationRules(world: World): Table<ValidationRule> {
  return world.table<ValidationRule>('salesforce', {
    name: 'ValidationRule',
    key: (row) => row.Id,
    indexes: { object: (row) => row.object },
  });
}

/** Runs every active rule of the object; all errors are reported together. Source: Apex guide, "Order of Execution". */
export function checkValidationRules(org: SalesforceOrg, type: SObjectType, draft: Draft): void {
  const rules = org.validationRules.find('object', type.name).filter(({ active }) => active);
  if (rules.length === 0) return;
  const context = { type, draft, now: org.world.clock.now(), org };
  const broken = rules.filter((rule) => formulaOf(org.schema, rule.errorConditionFormula, type).test(context));
  if (broken.length === 0) return;
  throw together(
    broken.map(({ errorMessage, errorDisplayField }) =>
      rowError('FIELD_CUSTOM_VALIDATION_EXCEPTION', errorMessage, errorDisplayField === null ? [] : [errorDisplayField]),
    ),
  );
}

/** Compiled formulas by schema, type and text: compiled once, dropped with the schema. */
const compiled = new WeakMap<Schema, Map<string, Formula>>();

function formulaOf(schema: Schema, text: string, type: SObjectType): Formula {
  let known = compiled.get(schema);
  if (known === undefined) {
    known = new Map();
    compiled.set(schema, known);
  }
  const key = `${type.name}\n${text}`;
  let formula = known.get(key);
  if (formula === undefined) {
    formula = compileFormula(text, type, schema);
    known.set(key, formula);
  }
  return formula;
}
