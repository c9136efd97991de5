import { bodyBytes, type WireRequest } from '../../kernel/wire.js';
import { refusal } from '../errors.js';
import { IMPORT_BATCH_BYTES_MAX, INPUT_BYTES_MAX } from '../limits.js';

/** A file of a multipart request, with the name and the type that its sender gave. */
export type UploadedFile = { readonly name: string; readonly type: string; readonly bytes: Buffer };

/** What a multipart request carries: the JSON part `input` and the part `file`. */
export type Upload = { readonly input: string | null; readonly file: UploadedFile | null };

/** Names of the JSON part: version 5's, and the one of versions 3 and 4. */
const INPUT_PARTS: ReadonlySet<string> = new Set(['input', 'importInput']);

export function isMultipart(request: WireRequest): boolean {
  return /^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '');
}

/**
 * Reads an upload. Source: Account Engagement API v5, "Import": parts `input` and `file`; errors 162, 163, 204.
 * Refuses: broken multipart bodies (150), a second file (163), files beyond a size (204).
 */
export async function readUpload(request: WireRequest, fileBytesMax = IMPORT_BATCH_BYTES_MAX): Promise<Upload> {
  // Larger than the file and a generous input: nothing in it is worth reading.
  if (bodyBytes(request) > fileBytesMax + INPUT_BYTES_MAX) throw refusal(204);
  const { default: busboy } = await import('busboy');
  return new Promise((resolve, reject) => {
    const parts: { input: string | null; file: UploadedFile | null } = { input: null, file: null };
    const fail = (): void => reject(refusal(150, 'the multipart body is broken'));
    try {
      const limits = { fileSize: fileBytesMax + 1, fieldSize: INPUT_BYTES_MAX, files: 2, fields: 20 };
      const reader = busboy({ headers: request.headers, limits });
      reader.on('field', (name, value) => {
        if (INPUT_PARTS.has(name)) parts.input = value;
      });
      reader.on('file', (part, stream, { filename, mimeType }) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('limit', () => reject(refusal(204)));
        stream.on('close', () => {
          const bytes = Buffer.concat(chunks);
          if (INPUT_PARTS.has(part)) parts.input = bytes.toString('utf8');
          else if (parts.file !== null) reject(refusal(163));
          else parts.file = { name: filename ?? 'file', type: mimeType, bytes };
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
export async function readCsv(text: string | Buffer): Promise<{ readonly columns: readonly string[]; readonly rows: readonly string[][] }> {
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
