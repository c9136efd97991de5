import { beforeEach, describe, expect, it } from 'vitest';
import { newOrg } from '../org.js';

let org: ReturnType<typeof newOrg>;
let account: string;
beforeEach(() => {
  org = newOrg();
  account = org.create('Account', { Name: 'Acme' });
});

const data = (text: string): string => Buffer.from(text).toString('base64');
const upload = (more = {}): string =>
  org.create('ContentVersion', { PathOnClient: 'C:\\docs\\offer.v1.pdf', VersionData: data('one'), ...more });

describe('files', () => {
  it('come into being with their first version, shared with their owner and where they were published', () => {
    const version = upload({ FirstPublishLocationId: account });
    const made = org.read('ContentVersion', version);
    expect(made).toMatchObject({
      Title: 'offer.v1',
      FileExtension: 'pdf',
      FileType: 'PDF',
      IsLatest: true,
      VersionNumber: '1',
      ContentSize: 3,
    });
    expect(made['Checksum']).toBe('f97c5d29941bfb1b2fdab0874906ab82');
    const document = org.read('ContentDocument', made['ContentDocumentId'] as string);
    expect(document).toMatchObject({ Title: 'offer.v1', LatestPublishedVersionId: version, ContentSize: 3 });
    expect(org.people.list('ContentDocumentLink')).toMatchObject([
      { LinkedEntityId: org.admin, ShareType: 'I' },
      { LinkedEntityId: account, ShareType: 'V' },
    ]);
  });

  it('take further versions, of which the last counts', () => {
    const first = upload();
    const { ContentDocumentId } = org.read('ContentVersion', first);
    const second = upload({ ContentDocumentId, VersionData: data('second') });
    expect(org.read('ContentVersion', first)).toMatchObject({ IsLatest: false });
    expect(org.read('ContentVersion', second)).toMatchObject({ IsLatest: true, VersionNumber: '2' });
    expect(org.read('ContentDocument', ContentDocumentId as string)).toMatchObject({ LatestPublishedVersionId: second, ContentSize: 6 });
  });

  it('go with all their versions and links, and are shared with a record once', () => {
    const { ContentDocumentId } = org.read('ContentVersion', upload({ FirstPublishLocationId: account }));
    const link = { ContentDocumentId, LinkedEntityId: account };
    expect(() => org.create('ContentDocumentLink', link)).toThrow('duplicate value found: LinkedEntityId');
    org.people.delete('ContentDocument', ContentDocumentId as string, org.admin);
    expect(org.people.list('ContentVersion')).toEqual([]);
    expect(org.people.list('ContentDocumentLink')).toEqual([]);
  });

  it('are not made without content, nor by themselves', () => {
    expect(() => org.create('ContentVersion', { PathOnClient: 'x' })).toThrow('Required fields are missing: [VersionData]');
    expect(() => org.create('ContentDocument', { Title: 'x' })).toThrow();
  });

  it('have links that only a filter by record or file finds', () => {
    const ask = (text: string) => org.state.soql.query(text, { userId: org.admin, includesDeleted: false, batchSize: 200 }).totalSize;
    upload({ FirstPublishLocationId: account });
    expect(() => ask('SELECT Id FROM ContentDocumentLink')).toThrow('Implementation restriction');
    expect(ask(`SELECT Id FROM ContentDocumentLink WHERE LinkedEntityId = '${account}'`)).toBe(1);
    expect(ask('SELECT Id, (SELECT Id FROM ContentDocumentLinks) FROM Account')).toBe(1);
  });
});
