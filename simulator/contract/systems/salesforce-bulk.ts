import { mapOf } from './reading.js';
import { keyOf } from './salesforce-ids.js';
import type { Asking, Effect, MadeRecord, Strays } from './system.js';

/** Paths of jobs, `parts` behind `jobs/`: `ingest`, its id, `batches`. Source: Bulk API 2.0 guide, "Bulk API 2.0 Ingest", "Bulk API 2.0 Query". */
export function bulkEffectOf(method: string, [kind, id, part]: readonly string[], body: string): Effect {
  // A new job holds no records yet.
  if (id === undefined) return kind === 'ingest' || kind === 'query' ? { kind: 'read' } : { kind: 'unknown' };
  if (kind === 'ingest' && method === 'PUT' && part === 'batches') return { kind: 'touch', keys: [id, ...rowKeys(body)] };
  return part === undefined ? { kind: 'touch', keys: [id] } : { kind: 'unknown' };
}

/** What names the rows of a CSV: their ids, where they have some; else the rows themselves, which must show whose they are. */
function rowKeys(csv: string): readonly string[] {
  const [head = '', ...rows] = csv.split(/\r?\n/).filter((line) => line !== '');
  const column = head.split(',').findIndex((name) => name.toLowerCase() === 'id');
  return column < 0 ? rows : rows.map((row) => row.split(',')[column] ?? '');
}

/** A job is a record of the run, too: it is removed when all is done. */
export function madeByBulk(method: string, path: string, data: unknown): readonly MadeRecord[] {
  const { id } = mapOf(data);
  return method === 'POST' && typeof id === 'string' ? [{ key: keyOf(id), object: path, id }] : [];
}

/** Whether a record that the run made is a job, whose address its object is. */
export const isJob = ({ object }: MadeRecord): boolean => object.includes('/jobs/');

/** A job that still waits for rows is given up before it is deleted; one that is over refuses that, and is deleted all the same. */
export function removalsOfJob({ object, id }: MadeRecord): readonly Asking[] {
  const path = `${object}/${id}`;
  return [
    { method: 'PATCH', path, query: {}, body: { kind: 'json', value: { state: 'Aborted' } } },
    { method: 'DELETE', path, query: {}, body: { kind: 'none' } },
  ];
}

/** What a job made, which only the job tells, while it is there. */
export function recordsOfJob(made: readonly MadeRecord[]): Strays | null {
  const job = made.find(({ object }) => object.endsWith('/jobs/ingest'));
  if (job === undefined) return null;
  const path = `${job.object}/${job.id}/successfulResults`;
  return { request: { method: 'GET', path, query: {}, body: { kind: 'none' } }, stayBehind: false, found: ({ text }) => createdIn(text) };
}

/** Source: Bulk API 2.0 guide, "Get Information About Successful Record Processing": `sf__Id` and `sf__Created` come first. */
function createdIn(csv: string): readonly MadeRecord[] {
  return [...csv.matchAll(/^"?(\w{18})"?,"?true"?/gm)].map(([, id = '']) => ({ key: keyOf(id), object: 'row of a job', id }));
}
