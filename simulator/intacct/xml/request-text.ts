import { bodyText, type WireRequest } from '../../kernel/wire.js';
import { schemaError } from '../errors.js';

const DECLARED = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/;

/**
 * The body as text, in the encoding that its XML declaration names.
 *
 * Refuses: XL03000003 for an encoding that nobody knows.
 */
export function requestText(request: WireRequest): string {
  if (typeof request.body === 'string') return request.body;
  const head = Buffer.from(request.body.buffer, request.body.byteOffset, Math.min(200, request.body.byteLength)).toString('latin1');
  const encoding = DECLARED.exec(head)?.[1]?.toLowerCase() ?? 'utf-8';
  if (encoding === 'utf-8') return bodyText(request);
  try {
    return new TextDecoder(encoding).decode(request.body);
  } catch {
    throw schemaError(`Fatal Error 32: Unsupported encoding ${encoding}. Line: 1, column: 1.`);
  }
}
