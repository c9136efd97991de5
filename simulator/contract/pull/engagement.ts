import { z } from 'zod';
import { type Caller, fileText, getJson, type PulledFiles } from './caller.js';

/** What a custom field has that the stand-in keeps. Source: Account Engagement API v5, "Custom Field". */
const FIELDS = ['name', 'fieldId', 'type', 'salesforceId', 'isRequired', 'isRecordMultipleResponses', 'isUseValues', 'isAnalyticsSynced'];

const page = z.looseObject({ values: z.array(z.record(z.string(), z.unknown())), nextPageToken: z.string().nullish() });

/** The custom fields of a business unit, the one thing of its own that its API tells of how it is set up. */
export async function pullEngagement(caller: Caller): Promise<PulledFiles> {
  const values: Record<string, unknown>[] = [];
  let query = `fields=${[...FIELDS, 'id'].join(',')}&orderBy=id`;
  for (;;) {
    const read = page.parse(await getJson(caller, '/api/v5/objects/custom-fields', query));
    values.push(...read.values.map(({ id: _own, ...field }) => field));
    if (read.nextPageToken == null) break;
    query = `fields=${[...FIELDS, 'id'].join(',')}&nextPageToken=${encodeURIComponent(read.nextPageToken)}`;
  }
  const files = new Map(values.length === 0 ? [] : [['backlot/engagement/custom-fields.json', fileText(values)]]);
  return { files, notes: [] };
}
