import { rowError } from '../../errors.js';
import type { SalesforceOrg } from '../../state.js';
import { createBySystem } from '../create.js';
import type { Draft } from '../draft.js';
import { childrenOf } from '../roll-ups.js';
import { updateBySystem } from '../update.js';
import type { Behaviour } from './behaviour.js';

/**
 * A version of a file: the first makes the file and shares it with its owner, later ones take the place of the one before.
 *
 * Source: Object Reference, "ContentVersion".
 */
export const CONTENT_VERSION: Behaviour = {
  beforeSave(_org, draft) {
    const path = String(draft.get('PathOnClient') ?? '');
    const [, name = path, extension = null] = /^(?:.*[\\/])?([^\\/]*?)(?:\.([A-Za-z0-9]+))?$/.exec(path) ?? [];
    draft.setDefault('Title', name);
    draft.set('FileExtension', extension);
    draft.set('FileType', extension?.toUpperCase() ?? 'UNKNOWN');
    if (draft.before === null) draft.set('IsLatest', true);
  },
  check(_org, draft) {
    if (draft.get('ContentDocumentId') !== null && draft.isGiven('FirstPublishLocationId')) {
      throw rowError('INVALID_INPUT', 'FirstPublishLocationId can only be set when a file is uploaded for the first time', [
        'FirstPublishLocationId',
      ]);
    }
  },
  afterSave(org, draft) {
    if (draft.before !== null) return;
    const id = draft.get('Id') as string;
    const known = draft.get('ContentDocumentId') as string | null;
    const document = known ?? newDocument(org, draft);
    const versions = childrenOf(org, 'ContentVersion', 'ContentDocumentId', document).filter((row) => row['Id'] !== id);
    for (const row of versions) if (row['IsLatest'] === true) updateBySystem(org, row, { IsLatest: false });
    updateBySystem(org, org.lookup(id)!, { ContentDocumentId: document, VersionNumber: String(versions.length + 1) });
    const shown = ['Title', 'Description', 'FileType', 'FileExtension'].map((name) => [name, draft.get(name)]);
    const size = Buffer.byteLength(String(draft.get('VersionData') ?? ''), 'base64');
    updateBySystem(org, org.lookup(document)!, { ...Object.fromEntries(shown), LatestPublishedVersionId: id, ContentSize: size });
  },
};

function newDocument(org: SalesforceOrg, draft: Draft): string {
  const OwnerId = draft.get('OwnerId') as string;
  const id = createBySystem(org, 'ContentDocument', { OwnerId, Title: draft.get('Title') }, draft.by);
  const place = draft.get('FirstPublishLocationId');
  share(org, id, OwnerId, 'I', draft.by);
  if (typeof place === 'string' && place !== OwnerId) share(org, id, place, 'V', draft.by);
  return id;
}

function share(org: SalesforceOrg, ContentDocumentId: string, LinkedEntityId: string, ShareType: string, by: string): void {
  createBySystem(org, 'ContentDocumentLink', { ContentDocumentId, LinkedEntityId, ShareType, Visibility: 'AllUsers' }, by);
}

/** Source: Object Reference, "ContentDocumentLink": a file is shared with a record once. */
export const CONTENT_DOCUMENT_LINK: Behaviour = {
  check(org, draft) {
    if (draft.before !== null) return;
    const links = childrenOf(org, 'ContentDocumentLink', 'ContentDocumentId', draft.get('ContentDocumentId') as string);
    const same = links.find((row) => row['LinkedEntityId'] === draft.get('LinkedEntityId'));
    if (same !== undefined) {
      throw rowError('DUPLICATE_VALUE', `duplicate value found: LinkedEntityId duplicates value on record with id: ${same['Id']}`);
    }
  },
};
