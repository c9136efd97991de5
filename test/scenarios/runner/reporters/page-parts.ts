import { inflateRawSync } from 'node:zlib';
import type { TraceEntry } from '../../../../scenarios/runner/stage/trace.js';

const PART = /<script(?: type="application\/(json|octet-stream)" id="([\w-]+)"(?: data-bytes="\d+")?)?>([\s\S]*?)<\/script>/g;

/** What stands in a page of the HTML report: each part as text, with packed parts inflated. The viewer itself is `viewer`. */
export function partsOf(page: string): ReadonlyMap<string, string> {
  return new Map(
    [...page.matchAll(PART)].map(([, type, id = 'viewer', text = '']) => [
      id,
      type === 'octet-stream' ? inflateRawSync(Buffer.from(text, 'base64')).toString() : text,
    ]),
  );
}

/** The trace of one scenario of a page, with the texts of calls put back: another reading of it than the viewer's. */
export function traceIn(parts: ReadonlyMap<string, string>, number: number): readonly TraceEntry[] {
  const shared = JSON.parse(parts.get('shared')!) as string[];
  const { trace, texts } = JSON.parse(parts.get(`scenario-${number}`)!) as { trace: Record<string, unknown>[]; texts: string[] };
  const textAt = (at: unknown): string => (Number(at) < 0 ? texts[-Number(at) - 1] : shared[Number(at)])!;
  return trace.map((entry) => {
    if (entry['kind'] !== 'call') return entry as TraceEntry;
    const put = Object.fromEntries(['path', 'query', 'body', 'reply'].map((name) => [name, textAt(entry[name])]));
    return { ...entry, ...put, headers: JSON.parse(textAt(entry['headers'])) } as TraceEntry;
  });
}
