/** The days that dates may lie on. Source: SOQL reference, "Date Formats and Date Literals". */
const YEAR_MIN = 1700;
const YEAR_MAX = 4000;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATETIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:Z|([+-])(\d{2}):?(\d{2}))$/i;
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?Z?$/;

/** A calendar day as `YYYY-MM-DD`; null when the text is none. */
export function parseDate(text: string): string | null {
  return dayOf(text) === null ? null : text;
}

/** An instant in whole seconds as milliseconds since the epoch; null when the text is none. */
export function parseDatetime(text: string): number | null {
  const match = DATETIME.exec(text);
  if (match === null) return null;
  const [, date, hour, minute, second = '00', sign, offsetHour = '0', offsetMinute = '0'] = match;
  const day = dayOf(date!);
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second)];
  if (day === null || hours > 23 || minutes > 59 || seconds > 59 || Number(offsetHour) > 14 || Number(offsetMinute) > 59) return null;
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000 * (sign === '-' ? -1 : 1);
  return day + ((hours * 60 + minutes) * 60 + seconds) * 1_000 - offset;
}

/** A time of day as `HH:mm:ss.SSSZ`; null when the text is none. */
export function parseTime(text: string): string | null {
  const match = TIME.exec(text);
  if (match === null) return null;
  const [, hour, minute, second, fraction = ''] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return `${hour}:${minute}:${second}.${fraction.padEnd(3, '0')}Z`;
}

/** The calendar day (UTC) of an instant. */
export function dateOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** An instant as REST prints it: `2026-01-31T12:34:56.000+0000`. */
export function datetimeText(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 23)}+0000`;
}

function dayOf(text: string): number | null {
  const match = DATE.exec(text);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < YEAR_MIN || year > YEAR_MAX) return null;
  const instant = Date.UTC(year, month - 1, day);
  const date = new Date(instant);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? instant : null;
}
