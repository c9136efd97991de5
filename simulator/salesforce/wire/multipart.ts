import type { WireRequest } from '../../kernel/wire.js';
import { SalesforceError } from '../errors.js';

export type Part = { readonly name: string; readonly fileName: string | null; readonly type: string; readonly body: Uint8Array };

export function isMultipart({ headers }: WireRequest): boolean {
  return /^multipart\/form-data\b/i.test(headers['content-type'] ?? '');
}

/** Parts of a request; more are refused. */
const PARTS_MAX = 20;
/** Bytes of a part's headers; more are refused. Bound of ours. */
const HEAD_BYTES_MAX = 8_192;

/**
 * The parts of a multipart body.
 *
 * Source:  RFC 7578. Read at once from the bytes, because operations answer at once.
 * Refuses: bodies without a boundary, and those that end before it does.
 */
export function readParts({ headers, body }: WireRequest): readonly Part[] {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(headers['content-type'] ?? '') ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw broken('The boundary is missing');
  const bytes = Buffer.from(body as Uint8Array);
  const mark = `--${boundary}`;
  const parts: Part[] = [];
  let at = bytes.indexOf(mark);
  for (;;) {
    const start = at + mark.length;
    if (at === -1) throw broken('The body ends before its last boundary');
    if (bytes.toString('latin1', start, start + 2) === '--') return parts;
    if (parts.length >= PARTS_MAX) throw broken('The body has too many parts');
    const end = bytes.indexOf(`\r\n${mark}`, start);
    if (end === -1) throw broken('The body ends before its last boundary');
    parts.push(readPart(bytes.subarray(start, end)));
    at = end + 2;
  }
}

function readPart(bytes: Buffer): Part {
  const split = bytes.indexOf('\r\n\r\n');
  if (split === -1) throw broken('A part has no headers');
  if (split > HEAD_BYTES_MAX) throw broken('The headers of a part are too long');
  const head = bytes.toString('utf8', 0, split);
  const name = /content-disposition:[^\r\n]*[;\s]name="?([^";\r\n]*)"?/i.exec(head)?.[1] ?? '';
  const fileName = /filename="?([^";\r\n]*)"?/i.exec(head)?.[1] ?? null;
  const type = /content-type:\s*([^\r\n]+)/i.exec(head)?.[1]?.trim() ?? 'text/plain';
  return { name, fileName, type, body: bytes.subarray(split + 4) };
}

const broken = (what: string) => new SalesforceError('INVALID_MULTIPART_REQUEST', what);
