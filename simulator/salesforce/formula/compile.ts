import type { Row } from '../../kernel/table.js';
import type { Field, Schema, SObjectType } from '../schema.js';
import { dateOf } from '../state/dates.js';
import type { Draft } from '../state/draft.js';
import type { SalesforceOrg } from '../state.js';
import { FUNCTIONS, PICKLIST_FUNCTIONS } from './functions.js';
import { type Expression, formulaError, parseFormula } from './parse.js';
import { compilePattern } from './pattern.js';
import { addValues, boundedText, compareValues, equalValues, FormulaDate, type FormulaValue, isTrue, numberOf, textOf } from './values.js';

/** What a formula looks at. */
export type FormulaContext = {
  readonly type: SObjectType;
  readonly draft: Pick<Draft, 'get' | 'row' | 'before' | 'by' | 'isChanged'>;
  readonly now: number;
  readonly org: Pick<SalesforceOrg, 'lookup' | 'value'>;
};

export type Evaluate = (context: FormulaContext) => FormulaValue;

export type Formula = { test(context: FormulaContext): boolean };

/**
 * Compiles the condition of a validation rule. Whatever it does not know - a function, a field, a global variable - is refused here,
 * when the rule is saved, and never skipped when a record is.
 *
 * Source: Salesforce Help, "Formula Operators and Functions".
 */
export function compileFormula(text: string, type: SObjectType, schema: Schema): Formula {
  const evaluate = compile(parseFormula(text), { type, schema });
  return { test: (context) => isTrue(evaluate(context)) };
}

export type Scope = {
  readonly type: SObjectType;
  readonly schema: Schema;
  /** What a formula field cannot use, because it has no save and no user around it. */
  readonly isField?: boolean;
  /** Whether numbers that are blank count as zero, as by default, or make the result blank. */
  readonly blanks?: 'zero' | 'blank';
};

export function compile(expression: Expression, scope: Scope): Evaluate {
  switch (expression.kind) {
    case 'literal': {
      const { value } = expression;
      return () => value;
    }
    case 'field':
      return compilePath(expression.path, scope);
    case 'operation':
      return compileOperation(expression.operator, expression.args, scope);
    case 'call':
      return compileCall(expression.name, expression.args, scope);
  }
}

function compilePath(path: readonly string[], scope: Scope): Evaluate {
  if (path[0]?.toLowerCase() === '$user') return compileUser(path.slice(1), scope);
  if (path[0]?.startsWith('$')) throw formulaError(`Field ${path.join('.')} does not exist. Check spelling.`);
  const steps = stepsOf(path, scope.type, scope.schema);
  const [first, ...rest] = steps as [Field, ...Field[]];
  if (rest.length === 0)
    return ({ draft, org }) => formulaValue(first, first.derive === null ? draft.get(first.name) : org.value(first, draft.row()));
  return ({ draft, org }) => along(rest, org.lookup(draft.get(first.name)), org);
}

function compileUser(path: readonly string[], scope: Scope): Evaluate {
  if (scope.isField) throw formulaError(`Field $User.${path.join('.')} may not be used in this type of formula`);
  const steps = stepsOf(path, scope.schema.type('User')!, scope.schema);
  return ({ draft, org }) => along(steps, org.lookup(draft.by), org);
}

function along(steps: readonly Field[], start: Row | undefined, org: FormulaContext['org']): FormulaValue {
  let row = start;
  for (const [index, field] of steps.entries()) {
    if (row === undefined) return null;
    const value = org.value(field, row);
    if (index === steps.length - 1) return formulaValue(field, value);
    row = org.lookup(value);
  }
  return null;
}

/** The fields of a path: references by their parent's name, then the field itself. */
export function stepsOf(path: readonly string[], start: SObjectType, schema: Schema): readonly Field[] {
  let type: SObjectType | undefined = start;
  return path.map((name, index) => {
    const field: Field | undefined = index === path.length - 1 ? type?.field(name) : type?.parent(name);
    if (field === undefined) throw formulaError(`Field ${path.join('.')} does not exist. Check spelling.`);
    type = schema.type(field.referenceTo[0] ?? '');
    return field;
  });
}

export function formulaValue(field: Field, value: unknown): FormulaValue {
  if (value === null || value === undefined) return field.type === 'boolean' ? false : null;
  if (field.type === 'date') return new FormulaDate(value as string);
  return value as FormulaValue;
}

const OPERATIONS: Readonly<Record<string, (a: FormulaValue, b: FormulaValue) => FormulaValue>> = {
  '||': (a, b) => isTrue(a) || isTrue(b),
  '&&': (a, b) => isTrue(a) && isTrue(b),
  '=': equalValues,
  '==': equalValues,
  '<>': (a, b) => !equalValues(a, b),
  '!=': (a, b) => !equalValues(a, b),
  '<': (a, b) => compareValues(a, b, (order) => order < 0),
  '<=': (a, b) => compareValues(a, b, (order) => order <= 0),
  '>': (a, b) => compareValues(a, b, (order) => order > 0),
  '>=': (a, b) => compareValues(a, b, (order) => order >= 0),
  '&': (a, b) => boundedText(textOf(a) + textOf(b)),
  '+': (a, b) => addValues(a, b, 1),
  '-': (a, b) => addValues(a, b, -1),
  '*': (a, b) => numberOf(a) * numberOf(b),
  '/': (a, b) => numberOf(a) / numberOf(b),
  '^': (a, b) => numberOf(a) ** numberOf(b),
};

function compileOperation(operator: string, args: readonly Expression[], scope: Scope): Evaluate {
  const [left, right] = args.map((each) => compile(each, scope)) as [Evaluate, Evaluate?];
  if (operator === 'unary !') return (context) => !isTrue(left(context));
  if (operator.startsWith('unary')) return (context) => numberOf(left(context)) * (operator === 'unary -' ? -1 : 1);
  refuseBarePicklists(operator, args, scope);
  const operate = OPERATIONS[operator]!;
  if (scope.blanks === 'blank' && ARITHMETIC.has(operator)) {
    return (context) => {
      const [one, other] = [left(context), right!(context)];
      return isMissing(one, other) || isMissing(other, one) ? null : operate(one, other);
    };
  }
  return (context) => operate(left(context), right!(context));
}

const ARITHMETIC = new Set(['+', '-', '*', '/', '^']);

/** A blank beside a text is an empty text. */
function isMissing(value: FormulaValue, other: FormulaValue): boolean {
  return value === null && typeof other !== 'string';
}

/** Source: Salesforce Help: a picklist can only be used through ISPICKVAL, CASE, TEXT, ISBLANK and a few more. */
function refuseBarePicklists(operator: string, args: readonly Expression[], scope: Scope): void {
  for (const arg of args) {
    if (arg.kind !== 'field' || arg.path[0]?.startsWith('$')) continue;
    const field = stepsOf(arg.path, scope.type, scope.schema).at(-1)!;
    if (field.type === 'picklist' || field.type === 'multipicklist') {
      throw formulaError(`Field ${field.name} is a picklist field. Picklist fields are only supported in certain functions. (${operator})`);
    }
  }
}

function compileCall(name: string, args: readonly Expression[], scope: Scope): Evaluate {
  if (scope.isField && SAVES_ONLY.has(name)) throw formulaError(`Function ${name} may not be used in this type of formula`);
  if (name === 'ISNEW' && args.length === 0) return ({ draft }) => draft.before === null;
  if (name === 'TODAY' && args.length === 0) return ({ now }) => new FormulaDate(dateOf(now));
  if (name === 'NOW' && args.length === 0) return ({ now }) => now;
  if (name === 'ISCHANGED' || name === 'PRIORVALUE') return compilePrior(name, args, scope);
  const definition = FUNCTIONS.get(name);
  if (definition === undefined) throw formulaError(`Unknown function ${name}. Check spelling.`);
  if (args.length < definition.min || args.length > definition.max) {
    throw formulaError(`Incorrect number of parameters for function '${name}()'. Expected ${definition.min}, received ${args.length}`);
  }
  if (!PICKLIST_FUNCTIONS.has(name)) refuseBarePicklists(name, args, scope);
  const evaluated = args.map((arg) => compile(arg, scope));
  if (name === 'REGEX' && args[1]?.kind === 'literal') return compileRegex(evaluated[0]!, textOf(args[1].value));
  return (context) => definition.call(evaluated.map((evaluate) => () => evaluate(context)));
}

/** A pattern that stands in the formula is read once, and refused when the formula is saved. */
function compileRegex(value: Evaluate, pattern: string): Evaluate {
  const matches = compilePattern(pattern);
  return (context) => matches(textOf(value(context)));
}

const SAVES_ONLY = new Set(['ISNEW', 'ISCHANGED', 'PRIORVALUE']);

function compilePrior(name: string, args: readonly Expression[], scope: Scope): Evaluate {
  const [arg] = args;
  if (args.length !== 1 || arg?.kind !== 'field' || arg.path.length !== 1)
    throw formulaError(`The function ${name} requires a field of this object`);
  const field = stepsOf(arg.path, scope.type, scope.schema)[0]!;
  if (name === 'ISCHANGED') return ({ draft }) => draft.before !== null && draft.isChanged(field.name);
  return ({ draft }) => formulaValue(field, draft.before === null ? draft.get(field.name) : draft.before[field.name]);
}
