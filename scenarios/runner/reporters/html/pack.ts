import { deflateRawSync } from 'node:zlib';
import type { ScenarioReport } from '../../report.js';
import type { TraceEntry } from '../../stage/trace.js';

/** A part of the page that is read only when it is needed: deflated, as base64, with its length in bytes once it is inflated. */
export type Packed = { readonly base64: string; readonly bytes: number };

/** The texts of calls that several scenarios share, and of each scenario its own texts and its trace. */
export type PackedRun = { readonly shared: Packed; readonly scenarios: readonly Packed[] };

/** Texts of calls: the same polls are sent and answered over and over, so that each text is kept once, and a call has its number. */
const TEXTS = ['path', 'query', 'body', 'reply'] as const;

/**
 * Makes a run small. A text that more than one scenario has stands among the shared ones, with numbers from 0 on; what one scenario
 * alone has stands with its trace, with numbers from -1 down. The viewer's `traceOf` is the way back.
 */
export function packRun(scenarios: readonly ScenarioReport[]): PackedRun {
  const shared = sharedTexts(scenarios);
  return { shared: packed([...shared.keys()]), scenarios: scenarios.map((scenario) => packed(tabled(scenario, shared))) };
}

function sharedTexts(scenarios: readonly ScenarioReport[]): ReadonlyMap<string, number> {
  const firstUse = new Map<string, number>();
  const shared = new Map<string, number>();
  scenarios.forEach(({ trace }, scenario) => {
    for (const entry of trace) {
      for (const text of textsOf(entry)) {
        const first = firstUse.get(text);
        if (first === undefined) firstUse.set(text, scenario);
        else if (first !== scenario && !shared.has(text)) shared.set(text, shared.size);
      }
    }
  });
  return shared;
}

function textsOf(entry: TraceEntry): readonly string[] {
  return entry.kind === 'call' ? [...TEXTS.map((name) => entry[name]), JSON.stringify(entry.headers)] : [];
}

function tabled({ names, trace }: ScenarioReport, shared: ReadonlyMap<string, number>): unknown {
  const own = new Map<string, number>();
  const numberOf = (text: string): number => {
    const known = shared.get(text) ?? own.get(text);
    if (known !== undefined) return known;
    own.set(text, -own.size - 1);
    return -own.size;
  };
  const entries = trace.map((entry) => {
    if (entry.kind !== 'call') return entry;
    const [path, query, body, reply, headers] = textsOf(entry).map(numberOf);
    return { ...entry, path, query, body, reply, headers };
  });
  return { names, trace: entries, texts: [...own.keys()] };
}

function packed(value: unknown): Packed {
  const bytes = Buffer.from(JSON.stringify(value));
  return { base64: deflateRawSync(bytes).toString('base64'), bytes: bytes.length };
}
