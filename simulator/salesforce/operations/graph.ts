import type { Operation } from '../../kernel/routes.js';
import type { SalesforceOrg } from '../state.js';
import { readJson } from '../wire/body.js';
import { halted, hitBy, invalid, isFailure, printReply, readSubrequest, runTogether, type Subrequest } from './composite.js';
import type { InnerCalls, InnerReply } from './inner-calls.js';
import { type SignedCall, signedIn } from './signed-in.js';

/** Source: [REST] "Composite Graph", limits. */
const GRAPHS_MAX = 75;
const NODES_MAX = 500;
const DEPTH_MAX = 15;
const FAILED_GRAPHS_MAX = 14;

type Graph = { readonly graphId: string; readonly nodes: readonly Subrequest[] };

/**
 * POST /services/data/:version/composite/graph - sets of requests on records; each set is done whole or not at all.
 *
 * Source:  [REST] "Composite Graph": nodes run after those that they refer to; after 14 failed graphs the rest are not tried.
 * Assumed: the texts of refusals of the whole body.
 */
export function compositeGraph(inner: InnerCalls): Operation<SalesforceOrg> {
  return signedIn((call) => {
    const graphs = readGraphs(readJson(call.request).value['graphs']);
    const hit = hitBy(
      call,
      graphs.flatMap(({ nodes }) => nodes),
    );
    let failed = 0;
    const parts = graphs.map((graph) => {
      const replies = failed >= FAILED_GRAPHS_MAX ? graph.nodes.map(halted) : runGraph(call, inner, graph, hit);
      const isSuccessful = !replies.some(isFailure);
      if (!isSuccessful) failed += 1;
      const printed = graph.nodes.map((node, index) => printReply(node, replies[index]!));
      const response = `{"compositeResponse":[${printed.join(',')}]}`;
      return `{"graphId":${JSON.stringify(graph.graphId)},"graphResponse":${response},"isSuccessful":${isSuccessful}}`;
    });
    const headers = { 'Content-Type': 'application/json;charset=UTF-8' };
    return { status: 200, headers, body: `{"graphs":[${parts.join(',')}]}` };
  });
}

/** Replies in the order of the nodes, whatever the order in which they ran. */
function runGraph(call: SignedCall, inner: InnerCalls, { nodes }: Graph, hit: Subrequest | null): readonly InnerReply[] {
  const order = inOrder(nodes);
  const replies = runTogether(call, inner, order, hit);
  const byNode = new Map(order.map((node, index) => [node, replies[index]!]));
  return nodes.map((node) => byNode.get(node)!);
}

/** Puts nodes behind those that they refer to. */
function inOrder(nodes: readonly Subrequest[]): readonly Subrequest[] {
  const known = new Map(nodes.map((node) => [node.referenceId, node]));
  const depths = new Map<Subrequest, number>();
  const visit = (node: Subrequest, path: readonly Subrequest[]): number => {
    if (path.includes(node)) throw invalid(`The graph has a cycle at ${node.referenceId}`);
    if (path.length >= DEPTH_MAX) throw invalid(`The graph is deeper than ${DEPTH_MAX} levels`);
    const done = depths.get(node);
    if (done !== undefined) return done;
    const needs = referencesOf(node).flatMap((id) => known.get(id) ?? []);
    const depth = 1 + Math.max(0, ...needs.map((each) => visit(each, [...path, node])));
    depths.set(node, depth);
    return depth;
  };
  for (const node of nodes) visit(node, []);
  return [...nodes].sort((a, b) => depths.get(a)! - depths.get(b)!);
}

function referencesOf({ url, body }: Subrequest): readonly string[] {
  const text = `${url} ${JSON.stringify(body ?? null)}`;
  return [...text.matchAll(/@\{(\w+)/g)].map(([, id]) => id!);
}

function readGraphs(value: unknown): readonly Graph[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid('The graphs property is required');
  if (value.length > GRAPHS_MAX) throw invalid(`Limit exceeded: a request can't have more than ${GRAPHS_MAX} graphs`);
  const graphs = value.map(readGraph);
  if (new Set(graphs.map(({ graphId }) => graphId)).size < graphs.length) throw invalid('Provided graphIds must be unique');
  const nodes = graphs.reduce((sum, graph) => sum + graph.nodes.length, 0);
  if (nodes > NODES_MAX) throw invalid(`Limit exceeded: a request can't have more than ${NODES_MAX} nodes`);
  return graphs;
}

/** Source: [REST] "Composite Graph": records by id or external id only. */
const ROW = /^\/services\/data\/v\d+\.0\/sobjects\/[^/?]+(?:\/[^/?]+){0,2}(?:\?.*)?$/i;

function readGraph(value: unknown): Graph {
  const { graphId, compositeRequest } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (typeof graphId !== 'string' || graphId === '') throw invalid('Every graph needs a graphId');
  if (!Array.isArray(compositeRequest) || compositeRequest.length === 0) throw invalid(`The graph ${graphId} needs a compositeRequest`);
  const nodes = compositeRequest.map(readSubrequest);
  if (new Set(nodes.map(({ referenceId }) => referenceId)).size < nodes.length) throw invalid('Provided referenceIds must be unique');
  const stranger = nodes.find(({ method, url }) => !['POST', 'PATCH', 'GET', 'DELETE'].includes(method) || !ROW.test(url));
  if (stranger !== undefined) throw invalid(`Invalid subrequest in a graph: ${stranger.method} ${stranger.url}`);
  return { graphId, nodes };
}
