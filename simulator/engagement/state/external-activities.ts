import { refusal } from '../errors.js';
import type { Kept } from '../records.js';
import type { Engagement } from '../state.js';
import { readValue } from '../values.js';
import { noteActivity } from './activities.js';
import { liveWithEmail } from './find-prospects.js';

const PROPERTIES = ['extension', 'type', 'email', 'value', 'activityDate'];

/**
 * Records what a prospect did in a system that an extension connects.
 *
 * Source:  Account Engagement API v5, "External Activity": the extension and the type must be there and active; of several prospects
 *          with the address the latest active one.
 * Assumed: code 4 for an address that nobody has; it counts as activity of the prospect, without points.
 */
export function recordExternalActivity(
  engagement: Engagement,
  unit: string,
  raw: Readonly<Record<string, unknown>>,
  by: number | null,
): Kept {
  const unknown = Object.keys(raw).find((name) => !PROPERTIES.includes(name));
  if (unknown !== undefined) throw refusal(180, unknown.slice(0, 80));
  const [extension, type, email, value] = ['extension', 'type', 'email', 'value'].map((name) => readName(name, raw[name]));
  const activityDate = readValue('instant', 'activityDate', raw['activityDate']) ?? engagement.second();
  const known = typesOf(engagement, unit).filter((each) => each['extension'] === extension && each['isActive'] === true);
  if (known.length === 0) throw refusal(154, 'extension');
  if (!known.some((each) => each['type'] === type)) throw refusal(154, 'type');
  const prospect = liveWithEmail(engagement, unit, email!);
  if (prospect === undefined) throw refusal(4, email);
  noteActivity(engagement, prospect, { score: null });
  const facts = { extension, type, value, activityDate, prospectId: prospect.id };
  return engagement.tables.kept.ExternalActivity.put({ ...engagement.audit('ExternalActivity', unit, by), ...facts });
}

function typesOf(engagement: Engagement, unit: string): Kept[] {
  return engagement.tables.kept.ExternalActivityType.filter((type) => type.unit === unit && !type.isDeleted);
}

function readName(name: string, value: unknown): string {
  const text = readValue('text', name, value);
  if (text === null) throw refusal(153, name);
  return text as string;
}
