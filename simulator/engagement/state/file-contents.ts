import type { Asset, FileContent, Kept } from '../records.js';
import type { Engagement } from '../state.js';

/** Keeps what a file holds, and its size. */
export function keepContent<R extends Kept>(
  engagement: Engagement,
  file: R,
  content: { readonly type: string; readonly bytes: Buffer },
): R {
  engagement.tables.fileContents.put({ id: String(file.id), type: content.type, base64: content.bytes.toString('base64') });
  const sized = { ...file, size: content.bytes.byteLength };
  engagement.tables.assets.File.put(sized as unknown as Asset & Record<string, unknown>);
  return sized;
}

/** What a file holds; undefined for one that people made without a content. */
export function contentOf(engagement: Engagement, file: Asset): FileContent | undefined {
  return file.kind === 'File' ? engagement.tables.fileContents.get(String(file.id)) : undefined;
}
