import type { WireRequest } from '../../kernel/wire.js';
import { invalidRequest } from './errors.js';

/** The parts of a multipart body by name; several of one name: the last. */
export type Parts = ReadonlyMap<string, { readonly text: string; readonly isFile: boolean }>;

/** Parts of one body. Assumed: a bound of ours. */
const PARTS_MAX = 10;
/** Bytes of one part. Assumed: not documented. */
const PART_BYTES_MAX = 50 * 1024 * 1024;

/** Reads a multipart body. Refuses: 400 for bodies that are none, or that break off. */
export async function readParts(request: WireRequest): Promise<Parts> {
  const { default: busboy } = await import('busboy');
  const body = typeof request.body === 'string' ? Buffer.from(request.body) : Buffer.from(request.body);
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(invalidRequest('The payload is not a multipart form'));
    const parts = new Map<string, { text: string; isFile: boolean }>();
    try {
      const limits = { parts: PARTS_MAX, fileSize: PART_BYTES_MAX, fieldSize: PART_BYTES_MAX };
      const reader = busboy({ headers: { 'content-type': request.headers['content-type'] ?? '' }, limits });
      reader.on('field', (name, text) => void parts.set(name, { text, isFile: false }));
      reader.on('file', (name, stream) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
        stream.on('error', fail);
        stream.on('close', () => void parts.set(name, { text: Buffer.concat(chunks).toString('utf8'), isFile: true }));
      });
      reader.on('error', fail);
      reader.on('close', () => resolve(parts));
      reader.end(body);
    } catch {
      fail();
    }
  });
}
