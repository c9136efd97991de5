import { json } from '../wire/reply.js';
import { type SignedCall, signedIn } from './signed-in.js';

/** GET /services/data/:version/limits/recordCount?sObjects= - records by object. Source: [REST] "Record Count": deleted ones do not count. */
export const countRecords = signedIn(({ state, request }: SignedCall) => {
  const asked = new URLSearchParams(request.query).get('sObjects');
  const names = asked === null || asked.trim() === '' ? null : asked.split(',').map((name) => name.trim());
  const types = names === null ? state.schema.types : names.flatMap((name) => state.schema.type(name) ?? []);
  const counts = types.map((type) => {
    let count = 0;
    for (const row of state.table(type).rows()) if (row['IsDeleted'] !== true) count += 1;
    return { count, name: type.name };
  });
  return json(200, { sObjects: names === null ? counts.filter(({ count }) => count > 0) : counts });
});

/** GET /services/data/:version/tabs - a tab for every object that people see. Source: [REST] "Tabs". */
export const listTabs = signedIn(({ state, origin }: SignedCall) => {
  const types = state.schema.types.filter(({ definition }) => definition.isLayoutable);
  const tabs = types.map((type) => ({
    colors: [],
    custom: type.definition.isCustom,
    iconUrl: null,
    icons: [],
    label: type.definition.labelPlural,
    miniIconUrl: null,
    name: type.definition.isCustom ? type.name : `standard-${type.name}`,
    sobjectName: type.name,
    url: `${origin}/${type.keyPrefix}/o`,
  }));
  return json(200, tabs);
});
