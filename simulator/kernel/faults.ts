import type { SystemName, WireRequest } from './wire.js';

/** What goes wrong. `error` is a vendor's error code; on a call that carries several records it hits the first. */
export type FaultAction =
  | { readonly kind: 'lose-response' }
  | { readonly kind: 'refuse' }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'error'; readonly code: string }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'expire-session' }
  | { readonly kind: 'duplicate' };

/** Which calls: any of a system; a method with a run of whole path segments; or an Intacct function and object. */
export type FaultTarget = {
  readonly system: SystemName;
  readonly method?: string;
  readonly segments?: readonly string[];
  readonly subject?: string;
};

export type FaultPlan = {
  readonly on: readonly FaultTarget[];
  readonly action: FaultAction;
  /** How many calls it hits; `Infinity` lasts. */
  readonly times: number;
  /** `sync`: only calls of the sync core (a scenario's faults). `any`: every client's (the control API's). */
  readonly from: 'sync' | 'any';
};

export type Fault = FaultPlan & { readonly id: number; readonly fired: number };

const SYSTEMS: readonly SystemName[] = ['salesforce', 'engagement', 'intacct'];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/**
 * Reads `salesforce`, `salesforce POST /composite/sobjects` or `intacct update CUSTOMER`.
 * Errors: a text that says what is wrong with the target, to be shown beside it.
 */
export function parseFaultTarget(text: string): FaultTarget | string {
  const [system, first, second, ...rest] = text.trim().split(/\s+/);
  if (!isSystem(system)) return `"${system ?? ''}" is not a system; write one of ${SYSTEMS.join(', ')}`;
  if (rest.length > 0) return 'too many words; write a system, a method and a path, or an Intacct function and object';
  if (first === undefined) return { system };
  if (METHODS.includes(first.toUpperCase())) {
    const segments = (second ?? '').split('/').filter((segment) => segment !== '');
    return { system, method: first.toUpperCase(), ...(segments.length > 0 ? { segments } : {}) };
  }
  if (first.startsWith('/')) return { system, segments: first.split('/').filter((segment) => segment !== '') };
  if (system === 'intacct') return { system, subject: second === undefined ? first : `${first} ${second}` };
  return `"${first}" is not an HTTP method; write one of ${METHODS.join(', ')}`;
}

/** Planned failures. Only an armed fault costs a call anything. */
export class Faults {
  #armed: Fault[] = [];
  #known = new Map<number, Fault>();
  #nextId = 1;

  get isEmpty(): boolean {
    return this.#armed.length === 0;
  }

  arm(plan: FaultPlan): Fault {
    const fault = { ...plan, id: this.#nextId++, fired: 0 };
    this.#armed.push(fault);
    this.#known.set(fault.id, fault);
    return fault;
  }

  list(): readonly Fault[] {
    return [...this.#known.values()];
  }

  get(id: number): Fault | undefined {
    return this.#known.get(id);
  }

  disarm(id: number): void {
    this.#armed = this.#armed.filter((fault) => fault.id !== id);
  }

  clear(): void {
    this.#armed = [];
    this.#known.clear();
  }

  /** The fault that hits this call, counted as fired. `subjects` is asked only when a fault looks at them. */
  take(system: SystemName, request: WireRequest, isSync: boolean, subjects: () => readonly string[]): Fault | null {
    const hit = this.#armed.find(
      (fault) => (fault.from === 'any' || isSync) && fault.on.some((target) => matches(target, system, request, subjects)),
    );
    if (hit === undefined) return null;
    const counted = { ...hit, fired: hit.fired + 1 };
    this.#known.set(hit.id, counted);
    if (counted.fired >= hit.times) this.disarm(hit.id);
    else this.#armed = this.#armed.map((fault) => (fault.id === hit.id ? counted : fault));
    return counted;
  }
}

function matches(target: FaultTarget, system: SystemName, request: WireRequest, subjects: () => readonly string[]): boolean {
  if (target.system !== system) return false;
  if (target.method !== undefined && target.method !== request.method.toUpperCase()) return false;
  if (target.segments !== undefined && !containsRun(request.path.split('/').filter(Boolean), target.segments)) return false;
  if (target.subject === undefined) return true;
  const wanted = target.subject.toLowerCase();
  return subjects().some((subject) => subject.toLowerCase() === wanted || subject.toLowerCase().startsWith(`${wanted} `));
}

/** Whether `run` stands somewhere in `segments`, whole segments in a row, letter case aside. */
function containsRun(segments: readonly string[], run: readonly string[]): boolean {
  const lowered = segments.map((segment) => segment.toLowerCase());
  return lowered.some((_, start) => run.every((segment, offset) => lowered[start + offset] === segment.toLowerCase()));
}

function isSystem(text: string | undefined): text is SystemName {
  return SYSTEMS.includes(text as SystemName);
}
