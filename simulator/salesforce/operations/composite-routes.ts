import type { Route } from '../../kernel/routes.js';
import type { SalesforceOrg } from '../state.js';
import { batch } from './batch.js';
import { composite } from './composite.js';
import { compositeGraph } from './graph.js';
import { InnerCalls } from './inner-calls.js';
import { createTree } from './tree.js';

const at = (name: string): string => `simulator/salesforce/operations/${name}.ts`;

/** Calls that carry several requests; `routes` are those that they may carry. */
export function compositeRoutes(routes: readonly Route<SalesforceOrg>[]): readonly Route<SalesforceOrg>[] {
  const inner = new InnerCalls(routes);
  const base = '/services/data/:version/composite';
  return [
    { method: 'POST', path: base, operation: composite(inner), file: at('composite') },
    { method: 'POST', path: `${base}/batch`, operation: batch(inner), file: at('batch') },
    { method: 'POST', path: `${base}/graph`, operation: compositeGraph(inner), file: at('graph') },
    { method: 'POST', path: `${base}/tree/:type`, operation: createTree, file: at('tree') },
  ];
}
