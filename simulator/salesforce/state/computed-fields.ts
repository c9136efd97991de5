import { rowError } from '../errors.js';
import { field } from '../objects/fields.js';
import type { Computation, Field, Schema } from '../schema.js';
import { checkedCriterion } from '../workflow/criteria.js';
import type { FieldRequest, SpecOf } from './custom-fields.js';

/** Source: Metadata API guide, "CustomField": the types that a formula can give. */
const FORMULA_TYPES = new Set(['text', 'number', 'currency', 'percent', 'date', 'datetime', 'time', 'checkbox']);
const FORMULA_TEXT = 'string(1300)';

/** A field whose values are computed: a formula, a roll-up summary, a number; null when the request is for another. */
export function computedFieldOf(schema: Schema, request: FieldRequest, specs: ReadonlyMap<string, SpecOf>): Field | null {
  const type = request.type.toLowerCase();
  if (request.formula !== undefined) return formulaField(request, request.formula, type, specs);
  if (type === 'autonumber') return numberField(request);
  return type === 'summary' ? summaryField(schema, request) : null;
}

function formulaField(request: FieldRequest, text: string, type: string, specs: ReadonlyMap<string, SpecOf>): Field {
  if (!FORMULA_TYPES.has(type)) throw refused(`Type: bad value for restricted picklist field: ${request.type}`, 'Type');
  const spec = type === 'text' ? FORMULA_TEXT : specs.get(type)!(request);
  const blanks = request.formulaTreatBlanksAs === 'BlankAsBlank' ? 'blank' : 'zero';
  return computed(request, spec, 'n', { kind: 'formula', text, blanks });
}

function numberField(request: FieldRequest): Field {
  const { displayFormat = '{0}', startingNumber = 1 } = request;
  if (!/\{0+\}/.test(displayFormat)) throw refused('displayFormat must have a number such as {0000} in it', 'displayFormat');
  return computed(request, 'string(30)', 'd', { kind: 'number', format: displayFormat, start: startingNumber });
}

const OPERATIONS = ['count', 'sum', 'min', 'max'] as const;

function summaryField(schema: Schema, request: FieldRequest): Field {
  const [childName = '', keyName = ''] = (request.summaryForeignKey ?? '').split('.');
  const child = schema.type(childName);
  const key = child?.field(keyName);
  const parent = schema.type(request.object)!;
  if (child === undefined || key?.onDelete !== 'cascade' || !key.referenceTo.includes(parent.name)) {
    throw refused(
      `summaryForeignKey: ${request.summaryForeignKey} is no master-detail relationship to ${parent.name}`,
      'summaryForeignKey',
    );
  }
  const operation = OPERATIONS.find((each) => each === request.summaryOperation);
  if (operation === undefined)
    throw refused(`summaryOperation: bad value for restricted picklist field: ${request.summaryOperation}`, 'summaryOperation');
  const summed = child.field((request.summarizedField ?? '').replace(/^.*\./, ''));
  if (operation !== 'count' && (summed === undefined || !isSummable(summed, operation))) {
    throw refused(`summarizedField: ${request.summarizedField} cannot be summarized`, 'summarizedField');
  }
  const filters = (request.summaryFilterItems ?? []).map(({ field: name = '', operation: test = 'equals', value = '' }) =>
    checkedCriterion(child, { field: name, operation: test, value: String(value) }),
  );
  const spec = operation === 'count' || summed === undefined ? 'double(18,0)' : specOf(summed);
  const what = { child: child.name, foreignKey: key.name, operation, field: operation === 'count' ? null : summed!.name, filters };
  return computed(request, spec, 'n', { kind: 'summary', ...what });
}

function isSummable({ type, computation }: Field, operation: string): boolean {
  if (computation?.kind === 'formula') return false;
  const isNumber = ['int', 'double', 'currency', 'percent'].includes(type);
  return isNumber || (operation !== 'sum' && (type === 'date' || type === 'datetime'));
}

function specOf({ type, precision, scale, digits }: Field): string {
  return type === 'int' ? `double(${digits},0)` : precision > 0 ? `${type}(${precision},${scale})` : type;
}

function computed(request: FieldRequest, spec: string, flags: string, computation: Computation): Field {
  return field(request.fullName, spec, flags, {
    ...(request.label === undefined ? {} : { label: request.label }),
    isCalculated: computation.kind !== 'number',
    isAutoNumber: computation.kind === 'number',
    isExternalId: request.externalId ?? false,
    computation,
  });
}

const refused = (message: string, name: string) => rowError('FIELD_INTEGRITY_EXCEPTION', message, [name]);
