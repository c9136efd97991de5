import { z } from 'zod';
import { type Caller, fileText, getJson, PullError, type PulledFiles } from './caller.js';
import { freshOrg } from './fresh-org.js';
import { pullMetadata } from './salesforce-metadata.js';

const objects = z.looseObject({ sobjects: z.array(z.looseObject({ name: z.string(), custom: z.boolean() })) });
const page = z.looseObject({ records: z.array(z.record(z.string(), z.unknown())), nextRecordsUrl: z.string().nullish() });

/** Custom objects and platform events; what hangs on them (change events, shares, histories) comes with them. */
const OWN = /__[ce]$/;

/** Setup tables whose rows are pulled whole, with the fields that the stand-in keeps. */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  RecordType: ['Id', 'Name', 'DeveloperName', 'Description', 'SobjectType', 'IsActive'],
  LeadStatus: ['Id', 'MasterLabel', 'ApiName', 'SortOrder', 'IsDefault', 'IsConverted'],
  OpportunityStage: [
    ...['Id', 'MasterLabel', 'ApiName', 'SortOrder', 'IsActive', 'IsClosed', 'IsWon'],
    ...['ForecastCategory', 'ForecastCategoryName', 'DefaultProbability'],
  ],
};

/**
 * What distinguishes an org from a new one, as the files of a project that the stand-in reads: definitions in the form of Salesforce DX,
 * and beside them, under `backlot/`, the describes and the rows of setup tables for which that form has no place.
 *
 * Source: REST API guide, "Describe Global", "sObject Describe"; Metadata API guide, "readMetadata()".
 */
export async function pullSalesforce(caller: Caller, only: readonly string[] = []): Promise<PulledFiles> {
  const fresh = await freshOrg(caller.version);
  const base = `/services/data/v${caller.version}`;
  const { sobjects } = objects.parse(await getJson(caller, `${base}/sobjects`));
  const isWanted = ({ name, custom }: { name: string; custom: boolean }): boolean =>
    only.length > 0 ? only.includes(name) : custom ? OWN.test(name) : fresh.names.has(name);
  const wanted = sobjects.filter(isWanted);
  const missing = only.filter((name) => !sobjects.some((each) => each.name === name));
  const files = new Map<string, string>();
  const notes = missing.map((name) => `there is no object ${name}`);
  const different: string[] = [];
  for (const { name } of wanted) {
    const { urls: _addresses, ...described } = (await getJson(caller, `${base}/sobjects/${name}/describe`)) as Record<string, unknown>;
    if (await fresh.isSame(name, described)) continue;
    different.push(name);
    files.set(`backlot/salesforce/describes/${name}.json`, fileText(described));
  }
  const left = sobjects.filter(({ name, custom }) => !custom && !fresh.names.has(name) && !name.endsWith('ChangeEvent')).length;
  if (only.length === 0 && left > 0) notes.push(`${left} standard objects that the stand-in does not know are left out`);
  for (const [table, fields] of Object.entries(TABLES)) {
    const rows = await queried(caller, `SELECT ${fields.join(', ')} FROM ${table}`);
    if (!(await fresh.hasRows(fields, table, rows))) files.set(`backlot/salesforce/records/${table}.json`, fileText(rows));
  }
  try {
    for (const [path, text] of await pullMetadata(caller, different)) files.set(path, text);
  } catch (error) {
    if (!(error instanceof PullError)) throw error;
    notes.push(`Validation rules, duplicate rules and roll-up summaries are left out: ${error.message}`);
  }
  return { files, notes };
}

async function queried(caller: Caller, soql: string): Promise<readonly Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  let [path, query]: [string, string | undefined] = [`/services/data/v${caller.version}/query`, `q=${encodeURIComponent(soql)}`];
  for (;;) {
    const { records, nextRecordsUrl } = page.parse(await getJson(caller, path, query));
    rows.push(...records.map(({ attributes: _type, ...values }) => values));
    if (nextRecordsUrl == null) return rows;
    [path, query] = [nextRecordsUrl, undefined];
  }
}
