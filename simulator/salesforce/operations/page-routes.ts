import type { Operation, Route } from '../../kernel/routes.js';
import type { SalesforceOrg } from '../state.js';
import {
  compactLayouts,
  describeApprovalLayouts,
  describeCompactLayouts,
  describeLayout,
  describeLayouts,
  primaryCompactLayout,
} from './layouts.js';
import { describeListView, getListView, listViewResults, listViews } from './list-views.js';
import { countRecords, listAppMenus, listApps, listPlace, listTabs, listThemes, PLACE_NAMES } from './org-resources.js';
import { getQuickAction, listQuickActions, performQuickAction, quickActionDefaults } from './quick-actions.js';
import { listRecent } from './recent.js';

const BASE = '/services/data/:version';
const TYPE = `${BASE}/sobjects/:type`;

function route(method: string, path: string, operation: Operation<SalesforceOrg>, file: string): Route<SalesforceOrg> {
  return { method, path, operation, file: `simulator/salesforce/operations/${file}.ts` };
}

const quickActionRoutes = (path: string): readonly Route<SalesforceOrg>[] => [
  route('GET', `${path}/quickActions`, listQuickActions, 'quick-actions'),
  route('GET', `${path}/quickActions/:action`, getQuickAction, 'quick-actions'),
  route('GET', `${path}/quickActions/:action/describe`, getQuickAction, 'quick-actions'),
  route('GET', `${path}/quickActions/:action/defaultValues`, quickActionDefaults, 'quick-actions'),
  route('GET', `${path}/quickActions/:action/defaultValues/:context`, quickActionDefaults, 'quick-actions'),
  route('POST', `${path}/quickActions/:action`, performQuickAction, 'quick-actions'),
];

/** What pages are made of: layouts, list views, actions, tabs and menus. */
export const pageRoutes: readonly Route<SalesforceOrg>[] = [
  route('GET', `${TYPE}/describe/layouts`, describeLayouts, 'layouts'),
  route('GET', `${TYPE}/describe/layouts/:recordType`, describeLayout, 'layouts'),
  route('GET', `${TYPE}/describe/compactLayouts`, describeCompactLayouts, 'layouts'),
  route('GET', `${TYPE}/describe/compactLayouts/primary`, primaryCompactLayout, 'layouts'),
  route('GET', `${TYPE}/describe/approvalLayouts`, describeApprovalLayouts, 'layouts'),
  route('GET', `${BASE}/compactLayouts`, compactLayouts, 'layouts'),
  route('GET', `${TYPE}/listviews`, listViews, 'list-views'),
  route('GET', `${TYPE}/listviews/:view`, getListView, 'list-views'),
  route('GET', `${TYPE}/listviews/:view/describe`, describeListView, 'list-views'),
  route('GET', `${TYPE}/listviews/:view/results`, listViewResults, 'list-views'),
  ...quickActionRoutes(BASE),
  ...quickActionRoutes(TYPE),
  route('GET', `${BASE}/recent`, listRecent, 'recent'),
  route('GET', `${BASE}/tabs`, listTabs, 'org-resources'),
  route('GET', `${BASE}/theme`, listThemes, 'org-resources'),
  route('GET', `${BASE}/appMenu`, listAppMenus, 'org-resources'),
  route('GET', `${BASE}/appMenu/AppSwitcher`, listApps, 'org-resources'),
  route('GET', `${BASE}/limits/recordCount`, countRecords, 'org-resources'),
  ...PLACE_NAMES.map((name) => route('GET', `${BASE}/${name}`, listPlace(name), 'org-resources')),
];
