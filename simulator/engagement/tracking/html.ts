import type { WireResponse } from '../../kernel/wire.js';

const HTML = { 'Content-Type': 'text/html; charset=utf-8' } as const;

export function redirect(to: string): WireResponse {
  return { status: 302, headers: { Location: to, ...HTML }, body: '' };
}

/** A page that says one thing. */
export function page(status: number, text: string): WireResponse {
  return pageOf(status, `<p>${escaped(text)}</p>`);
}

/** A page of parts that are HTML already. */
export function pageOf(status: number, ...parts: readonly string[]): WireResponse {
  return { status, headers: HTML, body: `<!DOCTYPE html><html><body>${parts.join('\n')}</body></html>` };
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as HTML shows it, in elements and in attributes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}
