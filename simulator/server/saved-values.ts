/** Milliseconds since the epoch that a date can have, either way. Source: ECMAScript, "Time Values and Time Range". */
const INSTANT_MS_MAX = 8.64e15;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A clock as it is saved: a damaged one would be waited for without end. */
export function isClock(value: unknown): boolean {
  return isMoment(value) && areTimers(value['timers']);
}

/** What a line tells of a world: the rows, the values and the clock. */
export function isDelta(value: unknown): boolean {
  if (!isObject(value) || !isObject(value['rows']) || !isObject(value['cells'])) return false;
  const clock = value['clock'];
  return isMoment(clock) && areTimers(clock['armed']) && areNumbers(clock['gone']) && Object.values(value['rows']).every(areRows);
}

function isMoment(value: unknown): value is Record<string, unknown> {
  return isObject(value) && isInstant(value['now']) && Number.isSafeInteger(value['nextId']);
}

/** Instants may have parts of milliseconds. */
function isInstant(value: unknown): boolean {
  return typeof value === 'number' && Math.abs(value) <= INSTANT_MS_MAX;
}

function areTimers(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => isObject(each) && isInstant(each['at']) && typeof each['kind'] === 'string');
}

function areNumbers(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'number');
}

function areRows(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => Array.isArray(each) && typeof each[0] === 'string' && isRow(each[1]));
}

function isRow(value: unknown): boolean {
  return value === null || isObject(value);
}
