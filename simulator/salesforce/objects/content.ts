import { createHash } from 'node:crypto';
import type { Row } from '../../kernel/table.js';
import { field, VIEWED } from './fields.js';
import { READ_ONLY, sObject } from './object.js';

const LINKED = 'ref Account,Asset,Campaign,Case,Contact,Contract,Event,Lead,Opportunity,Order,Product2,Quote,Task,User';

const bytesOf = (row: Row): Buffer => Buffer.from(String(row['VersionData'] ?? ''), 'base64');
const FILE_NAME = [field('FileType', 'string(20)', 'd'), field('FileExtension', 'string(40)', 'n')];

/** Source: Object Reference, "ContentVersion": a file is uploaded by creating its first version. */
export const CONTENT_VERSION = sObject(
  'ContentVersion',
  '068',
  [
    field('ContentDocumentId', 'ref ContentDocument', 'cn', {
      label: 'ContentDocument ID',
      children: 'ContentVersions',
      onDelete: 'cascade',
    }),
    field('IsLatest', 'boolean', 'd', { label: 'Is Latest' }),
    field('VersionNumber', 'string(20)', 'n'),
    field('Title', 'string(255)', 'cunN'),
    field('Description', 'textarea(1000)', 'cun'),
    field('ReasonForChange', 'string(1000)', 'cun'),
    field('PathOnClient', 'string(500)', 'c'),
    field('ContentUrl', 'url(1300)', 'n', { label: 'Content URL' }),
    field('Origin', 'picklist(40)', 'cdr', { label: 'Content Origin', picklist: '*C;H' }),
    field('ContentLocation', 'picklist(40)', 'cdr', { picklist: '*S;E;L' }),
    field('FirstPublishLocationId', LINKED, 'cn', { label: 'First Publish Location ID', onDelete: 'none' }),
    field('VersionData', 'base64', 'cu'),
    field('ContentSize', 'int(9)', 'n', { label: 'Size', derive: (row) => bytesOf(row).length }),
    field('Checksum', 'string(50)', 'n', { derive: (row) => createHash('md5').update(bytesOf(row)).digest('hex') }),
    ...FILE_NAME,
    field('OwnerId', 'ref User', 'cud', { label: 'Owner ID', onDelete: 'none' }),
  ],
  { isDeletable: false, isUndeletable: false },
);

/** Source: Object Reference, "ContentDocument": made with the first version of a file. */
export const CONTENT_DOCUMENT = sObject(
  'ContentDocument',
  '069',
  [
    field('OwnerId', 'ref User', 'ud', { label: 'Owner ID', onDelete: 'none' }),
    field('Title', 'string(255)', 'uN'),
    field('Description', 'textarea(1000)', 'un'),
    field('PublishStatus', 'picklist(40)', 'dr', { picklist: '*P;R' }),
    field('LatestPublishedVersionId', 'ref ContentVersion', 'n', { label: 'Latest Published Version ID', onDelete: 'none' }),
    field('ContentSize', 'int(9)', 'n', { label: 'Size' }),
    ...FILE_NAME,
    field('ParentId', 'ref User', 'n', { label: 'Parent ID', onDelete: 'none' }),
    ...VIEWED,
  ],
  { ...READ_ONLY, isUpdateable: true, isDeletable: true, isUndeletable: true, isSearchable: true, isLayoutable: true },
);

/** Source: Object Reference, "ContentDocumentLink": which records and people a file is shared with. */
export const CONTENT_DOCUMENT_LINK = sObject(
  'ContentDocumentLink',
  '06A',
  [
    field('ContentDocumentId', 'ref ContentDocument', 'c', {
      label: 'ContentDocument ID',
      children: 'ContentDocumentLinks',
      onDelete: 'cascade',
    }),
    field('LinkedEntityId', LINKED, 'c', { label: 'Linked Entity ID', children: 'ContentDocumentLinks', onDelete: 'cascade' }),
    field('ShareType', 'picklist(40)', 'cundr', { picklist: '*V;C;I' }),
    field('Visibility', 'picklist(40)', 'cundr', { picklist: '*AllUsers;InternalUsers;SharedUsers' }),
  ],
  { isLayoutable: false, isSearchable: false, isUndeletable: false },
);

/** Source: Object Reference, "Document". */
export const DOCUMENT = sObject('Document', '015', [
  field('FolderId', 'ref User', 'cu', { label: 'Folder ID', onDelete: 'none' }),
  field('Name', 'string(255)', 'cuN', { label: 'Document Name' }),
  field('DeveloperName', 'string(80)', 'cud', { label: 'Document Unique Name' }),
  field('ContentType', 'string(120)', 'cun', { label: 'MIME Type' }),
  field('Type', 'string(40)', 'cun', { label: 'File Extension' }),
  field('IsPublic', 'boolean', 'cud', { label: 'Externally Available' }),
  field('BodyLength', 'int(9)', 'd', { derive: (row) => Buffer.byteLength(String(row['Body'] ?? ''), 'base64') }),
  field('Body', 'base64', 'cun'),
  field('Url', 'url(1000)', 'cun'),
  field('Description', 'textarea(255)', 'cun'),
  field('Keywords', 'string(255)', 'cun'),
  field('IsInternalUseOnly', 'boolean', 'cud', { label: 'Internal Use Only' }),
  field('AuthorId', 'ref User', 'cud', { label: 'Author ID', onDelete: 'none' }),
  field('IsBodySearchable', 'boolean', 'd', { label: 'Document Content Searchable' }),
]);
