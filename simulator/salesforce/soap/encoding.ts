import { bodyText, type WireRequest } from '../../kernel/wire.js';
import { XmlError } from './xml.js';

/**
 * A document's text in the encoding that its first bytes, its media type or its declaration name; UTF-8 without any.
 *
 * Source: RFC 7303, "XML Media Types", 3.2; W3C, "Extensible Markup Language", appendix F.
 * Refuses: encodings that nobody knows.
 */
export function xmlText(request: WireRequest): string {
  const { body, headers } = request;
  if (typeof body === 'string') return body;
  const named = markOf(body) ?? /charset="?([\w.:-]+)/i.exec(headers['content-type'] ?? '')?.[1] ?? declaredIn(body) ?? 'utf-8';
  if (/^utf-?8$/i.test(named)) return bodyText(request);
  try {
    return new TextDecoder(named).decode(body);
  } catch {
    throw new XmlError(`the encoding ${named} is not supported`);
  }
}

/** The encoding that a byte order mark tells. */
function markOf([first, second]: Uint8Array): string | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

/** The declaration is in letters that every encoding but UTF-16 writes alike. */
function declaredIn(body: Uint8Array): string | null {
  const start = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, 200)).toString('latin1');
  return /^<\?xml[^>]*\bencoding=["']([\w.:-]+)["']/.exec(start)?.[1] ?? null;
}
