import { refusal } from '../errors.js';
import type { Audit, FolderContent, Kept } from '../records.js';
import { type Engagement, inUnit, liveInUnit } from '../state.js';

/** Folders in one another. Assumed: far beyond what people make; bounds the walk up. */
const FOLDER_DEPTH_MAX = 50;

/** The kind of a record as tags and folders name it. Source: Account Engagement API v5, "Tagged Object": `form-handler`. */
export function kebabType(type: string): string {
  return type.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

/** Notes in which folder a record lies; one that lies in none, or is gone, leaves its folder. */
export function noteFolder(engagement: Engagement, type: string, row: Audit): void {
  const objectType = kebabType(type);
  const folderId = (row as Kept)['folderId'];
  const wanted = row.isDeleted || typeof folderId !== 'number' ? null : folderId;
  const { folderContents } = engagement.tables;
  const now = folderContents.find('object', `${objectType}:${row.id}`).find((each) => each.unit === row.unit && !each.isDeleted);
  if ((now?.folderId ?? null) === wanted) return;
  const at = engagement.second();
  if (now !== undefined && wanted === null) folderContents.put({ ...now, isDeleted: true, updatedAt: at }, { operation: 'delete' });
  else if (now !== undefined && wanted !== null) folderContents.put({ ...now, folderId: wanted, updatedAt: at });
  else if (wanted !== null) folderContents.put(newContent(engagement, row, objectType, wanted));
}

function newContent(engagement: Engagement, row: Audit, objectType: string, folderId: number): FolderContent {
  return { ...engagement.audit('FolderContent', row.unit, row.updatedById), folderId, objectType, objectId: row.id };
}

/** The names of a folder and of those it lies in, from the outermost: `Marketing/2026`. */
export function folderPath(engagement: Engagement, folder: Audit): string {
  const names: string[] = [];
  let at: Kept | undefined = folder as Kept;
  for (let depth = 0; at !== undefined && depth < FOLDER_DEPTH_MAX; depth += 1) {
    names.unshift(String(at['name']));
    at = inUnit(engagement.tables.kept.Folder, folder.unit, at['parentFolderId'] as number | null);
  }
  return names.join('/');
}

/** Refuses a folder within itself, or within too many others. Source: Account Engagement API, errors 95 to 97; the first for names. */
export function checkFolder(engagement: Engagement, folder: Kept): void {
  if (String(folder['name']).includes('/')) throw refusal(95, 'name');
  let parent = folder['parentFolderId'] as number | null;
  for (let depth = 0; parent !== null; depth += 1) {
    if (parent === folder.id || depth === FOLDER_DEPTH_MAX) throw refusal(154, 'parentFolderId');
    parent = (liveInUnit(engagement.tables.kept.Folder, folder.unit, parent)?.['parentFolderId'] ?? null) as number | null;
  }
}

/** Whether something lies in a folder. */
export function isFolderUsed(engagement: Engagement, folder: Audit): boolean {
  const key = String(folder.id);
  const { kept, folderContents } = engagement.tables;
  return [...kept.Folder.find('parentFolderId', key), ...folderContents.find('folder', key)].some(({ isDeleted }) => !isDeleted);
}
