import type { EntityState } from '../../rules/intacct/validations.js';
import { readRows } from './intacct-reads.js';
import type { IntacctParts } from './parts.js';

/** What Intacct says of entities; nobody is asked when none is named. */
export async function readEntityStates(ids: Iterable<string>, { intacct }: IntacctParts): Promise<ReadonlyMap<string, EntityState>> {
  const values = [...new Set(ids)];
  if (values.length === 0) return new Map();
  const filter = { operator: 'in', field: 'LOCATIONID', values } as const;
  const rows = await readRows(intacct, { object: 'LOCATIONENTITY', select: ['LOCATIONID', 'STATUS'], filter });
  const statuses = new Map(rows.map((row) => [row['LOCATIONID'], row['STATUS'] === 'inactive' ? 'inactive' : 'active'] as const));
  return new Map(values.map((id) => [id, statuses.get(id) ?? 'unknown']));
}
