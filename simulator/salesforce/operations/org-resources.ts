import type { SObjectType } from '../schema.js';
import { json } from '../wire/reply.js';
import { versionOf } from './address.js';
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
export const listTabs = signedIn((call: SignedCall) => {
  const tabs = seen(call).map((type) => ({
    colors: [],
    custom: type.definition.isCustom,
    iconUrl: null,
    icons: [],
    label: type.definition.labelPlural,
    miniIconUrl: null,
    name: type.definition.isCustom ? type.name : `standard-${type.name}`,
    sobjectName: type.name,
    url: `${call.origin}/${type.keyPrefix}/o`,
  }));
  return json(200, tabs);
});

/** GET /services/data/:version/theme - colours and icons of every object that people see; the org has neither. Source: [REST] "Themes". */
export const listThemes = signedIn((call: SignedCall) =>
  json(200, { themeItems: seen(call).map(({ name }) => ({ colors: [], icons: [], name })) }),
);

/** GET /services/data/:version/appMenu - the menus. Source: [REST] "AppMenu". */
export const listAppMenus = signedIn((call: SignedCall) =>
  json(200, { AppSwitcher: `/services/data/${versionOf(call)}/appMenu/AppSwitcher` }),
);

/** GET /services/data/:version/appMenu/AppSwitcher - the apps that people switch between. Assumed: one of them, Sales. */
export const listApps = signedIn(() =>
  json(200, { appMenuItems: [{ type: 'Tabset', content: null, icons: null, colors: null, label: 'Sales', url: '/home/home.jsp' }] }),
);

/** What lies below a resource that is only a place. Assumed: no document shows these replies whole. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  composite: ['batch', 'graph', 'sobjects', 'tree'],
  event: ['eventSchema'],
  jobs: ['ingest', 'query'],
  metadata: ['deployRequest'],
  tooling: ['executeAnonymous', 'query', 'sobjects'],
};

/** The resources that are only a place. */
export const PLACE_NAMES = Object.keys(PLACES);

/** GET /services/data/:version/jobs and its like - where the resources below are. Source: [REST] "Resources by Version". */
export const listPlace = (name: string) =>
  signedIn((call: SignedCall) => {
    const base = `/services/data/${versionOf(call)}/${name}`;
    return json(200, Object.fromEntries(PLACES[name]!.map((each) => [each, `${base}/${each}`])));
  });

function seen({ state }: SignedCall): readonly SObjectType[] {
  return state.schema.types.filter(({ definition }) => definition.isLayoutable);
}
