/** Names under which an object keeps how it is made a text; a client may send them as keys. */
const SHADOWING = /toString|valueOf|\\u/;

/**
 * The value of a JSON text that came from outside. An object with keys such as `toString` can be made a text in spite of them, as any
 * other can. Errors: `SyntaxError`, as `JSON.parse`.
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (SHADOWING.test(text)) makePrintable(value);
  return value;
}

function makePrintable(value: unknown): void {
  const waiting = [value];
  for (let each = waiting.pop(); waiting.length > 0 || each !== undefined; each = waiting.pop()) {
    if (typeof each !== 'object' || each === null) continue;
    if (Object.hasOwn(each, 'toString') || Object.hasOwn(each, 'valueOf')) {
      Object.defineProperty(each, Symbol.toPrimitive, { value: () => '[object Object]' });
    }
    for (const inner of Object.values(each)) if (typeof inner === 'object' && inner !== null) waiting.push(inner);
  }
}
