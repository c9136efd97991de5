import type { FolderContent } from '../../records.js';
import { checkFolder, folderPath, isFolderUsed } from '../../state/folders.js';
import { keptObject } from '../kept.js';
import { defineObject, type ObjectDefinition, REQUIRED, readable, reference, writable } from '../object.js';

/**
 * Source:  Account Engagement API v5, "Folder".
 * Assumed: clients may make and change folders as they do other objects; one that something lies in stays (108).
 */
export const FOLDERS: ObjectDefinition = keptObject({
  type: 'Folder',
  collection: 'folders',
  table: (tables) => tables.kept.Folder,
  fields: [
    writable('name', 'text', REQUIRED),
    reference('parentFolderId', 'folders'),
    writable('usePermissions', 'boolean'),
    readable('path', 'text', (row, engagement) => folderPath(engagement, row)),
  ],
  hasTimeFilters: false,
  check: checkFolder,
  isUsed: isFolderUsed,
});

/** Source: Account Engagement API v5, "Folder Contents": one record for each record in a folder; read only. */
export const FOLDER_CONTENTS: ObjectDefinition = defineObject<FolderContent>({
  type: 'FolderContents',
  collection: 'folder-contents',
  table: (tables) => tables.folderContents,
  fields: [readable('folderId', 'id'), readable('objectType', 'text'), readable('objectId', 'id')],
  relations: { folder: { object: 'folders', key: 'folderId' } },
  filters: ['folderId', 'objectType', 'objectId'],
});
