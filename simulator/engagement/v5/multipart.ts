import type { WireRequest } from '../../kernel/wire.js';
import { refusal } from '../errors.js';
import { IMPORT_BATCH_BYTES_MAX } from '../limits.js';

/** What a multipart request carries: the JSON part `input` and the CSV part `file`. */
export type Upload = { readonly input: string | null; readonly file: string | null };

/** Names of the JSON part: version 5's, and the one of versions 3 and 4. */
const INPUT_PARTS: ReadonlySet<string> = new Set(['input', 'importInput']);

export function isMultipart(request: WireRequest): boolean {
  return /^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '');
}

/**
 * Reads an upload. Source: Account Engagement API v5, "Import": parts `input` and `file`; errors 162, 163, 204.
 * Refuses: broken multipart bodies (166 in the older versions' words: the format of the input), files beyond 10 MB.
 */
export async function readUpload(request: WireRequest): Promise<Upload> {
  const { default: busboy } = await import('busboy');
  return new Promise((resolve, reject) => {
    const parts: { input: string | null; file: string | null } = { input: null, file: null };
    const fail = (): void => reject(refusal(150, 'the multipart body is broken'));
    try {
      const reader = busboy({ headers: request.headers, limits: { fileSize: IMPORT_BATCH_BYTES_MAX + 1, files: 2, fields: 20 } });
      reader.on('field', (name, value) => {
        if (INPUT_PARTS.has(name)) parts.input = value;
      });
      reader.on('file', (name, stream) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('limit', () => reject(refusal(204)));
        stream.on('close', () => {
          if (INPUT_PARTS.has(name)) parts.input = Buffer.concat(chunks).toString('utf8');
          else if (parts.file !== null) reject(refusal(163));
          else parts.file = Buffer.concat(chunks).toString('utf8');
        });
        stream.on('error', fail);
      });
      reader.on('error', fail);
      reader.on('close', () => resolve(parts));
      reader.end(typeof request.body === 'string' ? Buffer.from(request.body) : Buffer.from(request.body));
    } catch {
      fail();
    }
  });
}

/** A CSV text as its header and rows. Refuses: 159. */
export async function readCsv(text: string): Promise<{ readonly columns: readonly string[]; readonly rows: readonly string[][] }> {
  const { parse } = await import('csv-parse/sync');
  let lines: string[][];
  try {
    lines = parse(text, { bom: true, skip_empty_lines: true });
  } catch {
    throw refusal(159);
  }
  const [header, ...rows] = lines;
  if (header === undefined) throw refusal(159);
  return { columns: header.map((column) => column.trim()), rows };
}
