import { inflateRawSync } from 'node:zlib';

/** A zip that cannot be read, or is larger than it may be. */
export class ZipError extends Error {
  constructor(readonly reason: 'broken' | 'large') {
    super(`the zip is ${reason}`);
  }
}

export type UnzipLimits = { readonly filesMax: number; readonly bytesMax: number };

const END = 0x06054b50;
const END_BYTES = 22;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const COMMENT_BYTES_MAX = 65_535;
const STORED = 0;
const DEFLATED = 8;

/**
 * The files of a zip by name, folders left out. What a file unpacks to is bounded while it is unpacked: its header may lie.
 *
 * Source: PKWARE, ".ZIP File Format Specification", 4.3: the directory at the end tells what there is.
 */
export function unzip(bytes: Uint8Array, { filesMax, bytesMax }: UnzipLimits): ReadonlyMap<string, Buffer> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const end = endOf(zip);
    const count = zip.readUInt16LE(end + 10);
    if (count > filesMax) throw new ZipError('large');
    const files = new Map<string, Buffer>();
    let [at, left] = [zip.readUInt32LE(end + 16), bytesMax];
    for (let index = 0; index < count; index += 1) {
      const entry = entryAt(zip, at);
      at += entry.bytes;
      if (entry.name.endsWith('/')) continue;
      const content = contentOf(zip, entry, left);
      left -= content.length;
      files.set(entry.name, content);
    }
    return files;
  } catch (error) {
    // Offsets beyond the end are a RangeError, broken contents an error of zlib.
    throw error instanceof ZipError ? error : new ZipError('broken');
  }
}

function endOf(zip: Buffer): number {
  for (let at = zip.length - END_BYTES; at >= Math.max(0, zip.length - END_BYTES - COMMENT_BYTES_MAX); at -= 1) {
    if (zip.readUInt32LE(at) === END) return at;
  }
  throw new ZipError('broken');
}

type Entry = { readonly name: string; readonly method: number; readonly packed: number; readonly local: number; readonly bytes: number };

function entryAt(zip: Buffer, at: number): Entry {
  if (zip.readUInt32LE(at) !== ENTRY) throw new ZipError('broken');
  const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [number, number, number];
  return {
    name: zip.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + name),
    method: zip.readUInt16LE(at + 10),
    packed: zip.readUInt32LE(at + 20),
    local: zip.readUInt32LE(at + 42),
    bytes: ENTRY_BYTES + name + extra + comment,
  };
}

function contentOf(zip: Buffer, { method, packed, local }: Entry, bytesMax: number): Buffer {
  if (zip.readUInt32LE(local) !== LOCAL) throw new ZipError('broken');
  const start = local + LOCAL_BYTES + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  if (start + packed > zip.length) throw new ZipError('broken');
  const content = zip.subarray(start, start + packed);
  if (method === STORED) {
    if (content.length > bytesMax) throw new ZipError('large');
    return content;
  }
  if (method !== DEFLATED) throw new ZipError('broken');
  return inflated(content, bytesMax);
}

function inflated(content: Buffer, bytesMax: number): Buffer {
  if (bytesMax <= 0) throw new ZipError('large');
  try {
    return inflateRawSync(content, { maxOutputLength: bytesMax });
  } catch (error) {
    throw new ZipError((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'large' : 'broken');
  }
}
