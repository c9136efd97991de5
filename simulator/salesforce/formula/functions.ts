import { compilePattern } from './pattern.js';
import { dateAt, equalValues, FormulaDate, type FormulaValue, isBlank, isTrue, numberOf, substituted, textOf } from './values.js';

type Lazy = () => FormulaValue;

export type FormulaFunction = { readonly min: number; readonly max: number; call(args: readonly Lazy[]): FormulaValue };

/** Functions that take a picklist field as it is. */
export const PICKLIST_FUNCTIONS: ReadonlySet<string> = new Set([
  'ISPICKVAL',
  'TEXT',
  'CASE',
  'ISBLANK',
  'ISNULL',
  'INCLUDES',
  'BLANKVALUE',
  'NULLVALUE',
]);

const ANY_NUMBER = 255;

function fixed(count: number, call: (...values: FormulaValue[]) => FormulaValue): FormulaFunction {
  return { min: count, max: count, call: (args) => call(...args.map((arg) => arg())) };
}

const BLANK_VALUE: FormulaFunction = fixed(2, (value, otherwise) => (isBlank(value!) ? otherwise! : value!));
const IS_BLANK: FormulaFunction = fixed(1, (value) => isBlank(value!));

/** The functions of validation rules. Source: Salesforce Help, "All Formula Operators and Functions". */
export const FUNCTIONS: ReadonlyMap<string, FormulaFunction> = new Map<string, FormulaFunction>([
  ['AND', { min: 1, max: ANY_NUMBER, call: (args) => args.every((arg) => isTrue(arg())) }],
  ['OR', { min: 1, max: ANY_NUMBER, call: (args) => args.some((arg) => isTrue(arg())) }],
  ['NOT', fixed(1, (value) => !isTrue(value!))],
  ['IF', { min: 3, max: 3, call: ([test, yes, no]) => (isTrue(test!()) ? yes!() : no!()) }],
  ['CASE', { min: 4, max: ANY_NUMBER, call: chooseCase }],
  ['ISBLANK', IS_BLANK],
  ['ISNULL', IS_BLANK],
  ['BLANKVALUE', BLANK_VALUE],
  ['NULLVALUE', BLANK_VALUE],
  ['ISPICKVAL', fixed(2, (value, wanted) => textOf(value!) === textOf(wanted!))],
  ['INCLUDES', fixed(2, (value, wanted) => textOf(value!).split(';').includes(textOf(wanted!)))],
  ['TEXT', fixed(1, (value) => textOf(value!))],
  ['LEN', fixed(1, (value) => textOf(value!).length)],
  ['REGEX', fixed(2, (value, pattern) => compilePattern(textOf(pattern!))(textOf(value!)))],
  ['CONTAINS', fixed(2, (value, part) => textOf(value!).includes(textOf(part!)))],
  ['BEGINS', fixed(2, (value, start) => textOf(value!).startsWith(textOf(start!)))],
  ['LEFT', fixed(2, (value, count) => textOf(value!).slice(0, Math.max(0, numberOf(count!))))],
  ['RIGHT', fixed(2, (value, count) => (numberOf(count!) <= 0 ? '' : textOf(value!).slice(-numberOf(count!))))],
  ['MID', fixed(3, (value, start, count) => textOf(value!).slice(numberOf(start!) - 1, numberOf(start!) - 1 + numberOf(count!)))],
  ['LOWER', { min: 1, max: 2, call: ([value]) => textOf(value!()).toLowerCase() }],
  ['UPPER', { min: 1, max: 2, call: ([value]) => textOf(value!()).toUpperCase() }],
  ['TRIM', fixed(1, (value) => textOf(value!).trim())],
  ['SUBSTITUTE', fixed(3, (value, old, fresh) => substituted(textOf(value!), textOf(old!), textOf(fresh!)))],
  ['FIND', { min: 2, max: 3, call: ([part, value, from]) => textOf(value!()).indexOf(textOf(part!()), numberOf(from?.() ?? 1) - 1) + 1 }],
  ['VALUE', fixed(1, (value) => (isBlank(value!) ? null : Number(textOf(value!))))],
  ['ISNUMBER', fixed(1, (value) => !isBlank(value!) && !Number.isNaN(Number(textOf(value!))))],
  ['ABS', fixed(1, (value) => Math.abs(numberOf(value!)))],
  ['ROUND', fixed(2, (value, places) => Number(`${Math.round(Number(`${numberOf(value!)}e${numberOf(places!)}`))}e${-numberOf(places!)}`))],
  ['FLOOR', fixed(1, (value) => Math.floor(numberOf(value!)))],
  ['CEILING', fixed(1, (value) => Math.ceil(numberOf(value!)))],
  ['MOD', fixed(2, (value, divisor) => numberOf(value!) % numberOf(divisor!))],
  ['MAX', { min: 1, max: ANY_NUMBER, call: (args) => Math.max(...args.map((arg) => numberOf(arg()))) }],
  ['MIN', { min: 1, max: ANY_NUMBER, call: (args) => Math.min(...args.map((arg) => numberOf(arg()))) }],
  ['DATE', fixed(3, (year, month, day) => dateAt(Date.UTC(numberOf(year!), numberOf(month!) - 1, numberOf(day!))))],
  ['DATEVALUE', fixed(1, dateValue)],
  ['YEAR', fixed(1, (date) => Number(textOf(date!).slice(0, 4)))],
  ['MONTH', fixed(1, (date) => Number(textOf(date!).slice(5, 7)))],
  ['DAY', fixed(1, (date) => Number(textOf(date!).slice(8, 10)))],
]);

function chooseCase(args: readonly Lazy[]): FormulaValue {
  const value = args[0]!();
  for (let index = 1; index + 1 < args.length; index += 2) if (equalValues(value, args[index]!())) return args[index + 1]!();
  return args.length % 2 === 0 ? args.at(-1)!() : null;
}

function dateValue(value: FormulaValue | undefined): FormulaValue {
  if (typeof value === 'number') return dateAt(value);
  return typeof value === 'string' ? new FormulaDate(value.slice(0, 10)) : (value ?? null);
}
