import type { FaultAction } from './faults.js';
import type { WireRequest, WireResponse } from './wire.js';
import type { World } from './world.js';

/** One request on its way through a stand-in. */
export type Call<S> = {
  readonly request: WireRequest;
  /** Path parameters, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly state: S;
  readonly world: World;
  /** `scheme://host:port` that the client used; vendors compose addresses from it. */
  readonly origin: string;
  /** A planned vendor error that the operation must apply to its first record, when the vendor's `fault.error` left it to the operation. */
  readonly fault: FaultAction | null;
  /** Filled in by operations for the call log; never sent. */
  readonly notes: { subject?: string; hint?: string };
};

export type Operation<S> = (call: Call<S>) => WireResponse | Promise<WireResponse>;

/** What a stand-in answers: one line in a vendor's `routes.ts`. Parameters are `:name`; `*name` at the end takes the rest. */
export type Route<S> = {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation<S>;
  /** The file of the operation, from the project's root; `docs/coverage.md` and hints name it. */
  readonly file: string;
};

type Node<S> = {
  fixed: Map<string, Node<S>>;
  parameter: { name: string; node: Node<S> } | null;
  rest: { name: string; routes: Map<string, Route<S>> } | null;
  routes: Map<string, Route<S>>;
};

export type Found<S> =
  | { readonly route: Route<S>; readonly params: Readonly<Record<string, string>> }
  | { readonly route: null; readonly allowed: readonly string[] };

/** Paths of one method that stay known, and how long they may be. */
const KNOWN_MAX = 500;
const KNOWN_CHARS_MAX = 200;

/** A route table compiled to a tree of path segments; fixed segments go before parameters and compare without letter case. */
export class Router<S> {
  #root: Node<S> = newNode();
  /** What was found lately, by method and path. */
  readonly #known = new Map<string, Map<string, Found<S>>>();

  constructor(readonly routes: readonly Route<S>[]) {
    for (const route of routes) this.#add(route);
  }

  /** The route of a method and path; when the path exists with other methods only, those. HEAD falls back to GET. */
  find(method: string, path: string): Found<S> {
    const known = this.#known.get(method)?.get(path);
    if (known !== undefined) return known;
    if (path.length > KNOWN_CHARS_MAX) return this.#find(method, path);
    // A copy: a slice, and what is cut of it, would keep the whole address of the request alive.
    const own = Buffer.from(path).toString();
    const found = this.#find(method, own === path ? own : path);
    if (found.route !== null && own === path) this.#know(method, own, found);
    return found;
  }

  /** Clients ask for the same few things again and again. */
  #know(method: string, path: string, found: Found<S>): void {
    const paths = this.#known.get(method) ?? new Map<string, Found<S>>();
    if (paths.size >= KNOWN_MAX) paths.clear();
    this.#known.set(method, paths.set(path, found));
  }

  #find(method: string, path: string): Found<S> {
    const segments = path.split('/');
    const params: Record<string, string> = {};
    const routes = segments[0] !== '' ? null : this.#walk(this.#root, segments, 1, params);
    if (routes === null) return { route: null, allowed: [] };
    const route = routes.get(method) ?? (method === 'HEAD' ? routes.get('GET') : undefined);
    return route === undefined ? { route: null, allowed: [...routes.keys()] } : { route, params };
  }

  /** The routes most like a path: a hint for developers. */
  nearest(path: string, count = 3): readonly Route<S>[] {
    const wanted = path.toLowerCase().split('/');
    const scored = this.routes.map((route) => ({ route, score: likeness(route.path.toLowerCase().split('/'), wanted) }));
    return scored
      .sort((a, b) => b.score - a.score)
      .slice(0, count)
      .map(({ route }) => route);
  }

  #add(route: Route<S>): void {
    let node = this.#root;
    const segments = route.path.split('/').slice(1);
    for (const segment of segments) {
      if (segment.startsWith('*')) {
        node.rest ??= { name: segment.slice(1), routes: new Map() };
        node.rest.routes.set(route.method, route);
        return;
      }
      if (segment.startsWith(':')) {
        node.parameter ??= { name: segment.slice(1), node: newNode() };
        if (node.parameter.name !== segment.slice(1)) throw new Error(`${route.path}: ":${node.parameter.name}" stands here already`);
        node = node.parameter.node;
      } else {
        const key = segment.toLowerCase();
        if (!node.fixed.has(key)) node.fixed.set(key, newNode());
        node = node.fixed.get(key)!;
      }
    }
    if (node.routes.has(route.method)) throw new Error(`${route.method} ${route.path} stands twice in the routes`);
    node.routes.set(route.method, route);
  }

  #walk(node: Node<S>, segments: readonly string[], index: number, params: Record<string, string>): Map<string, Route<S>> | null {
    const segment = segments[index];
    if (segment === undefined) return node.routes.size > 0 ? node.routes : null;
    const fixed = node.fixed.get(segment.toLowerCase());
    if (fixed !== undefined) {
      const found = this.#walk(fixed, segments, index + 1, params);
      if (found !== null) return found;
    }
    if (node.parameter !== null && segment !== '') {
      const found = this.#walk(node.parameter.node, segments, index + 1, params);
      if (found !== null) {
        params[node.parameter.name] = decode(segment);
        return found;
      }
    }
    if (node.rest === null) return null;
    params[node.rest.name] = segments.slice(index).map(decode).join('/');
    return node.rest.routes;
  }
}

const routers = new WeakMap<readonly Route<never>[], unknown>();

/** The router of a table of routes: made when the first call asks for it, and once for all worlds that share the table. */
export function routerOf<S>(routes: readonly Route<S>[]): Router<S> {
  const known = routers.get(routes) as Router<S> | undefined;
  if (known !== undefined) return known;
  const router = new Router(routes);
  routers.set(routes, router);
  return router;
}

function newNode<S>(): Node<S> {
  return { fixed: new Map(), parameter: null, rest: null, routes: new Map() };
}

function decode(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function likeness(route: readonly string[], wanted: readonly string[]): number {
  let score = -Math.abs(route.length - wanted.length) / 2;
  for (const [index, segment] of route.entries()) {
    if (segment === wanted[index]) score += 1;
    else if (segment.startsWith(':') && wanted[index] !== undefined) score += 0.5;
  }
  return score;
}
