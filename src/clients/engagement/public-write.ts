import type { Value } from '../../model/engagement.js';
import { VendorFailure } from '../../model/failure.js';
import { isSameText, type PolledProspect, type ProspectWrite, printFields } from './wire.js';

type Body = Readonly<Record<string, unknown>>;

/** What the public API is to do for one write, in its own words: values by their names in version 5, and the rest call by call. */
export type PublicWrite = {
  readonly id: string | null;
  readonly values: Body;
  readonly isUnassigned: boolean;
  /** True into the recycle bin, false out of it. */
  readonly archive: boolean | null;
  /** What version 5 shows of the record and does not take. */
  readonly said: Body;
};

/**
 * Spells a write for the public API, less what the prospect has already: a call that changes nothing would be a change to the next poll.
 *
 * Source:  reference B.4: `salesforceId` and `userId` are writable, link columns, last sync and sync errors are not.
 * Refuses: a merge of prospects, which the API does not offer.
 * Assumed: the tie to a deleted record stays as it is, so that nobody makes it anew; a tie is ended by a null `salesforceId`.
 */
export function publicWrite(write: ProspectWrite, prospect: PolledProspect | null): PublicWrite {
  if (write.mergeFrom !== undefined) throw notOffered('the API of Account Engagement does not merge prospects');
  const { fields = {}, link, assignedToId, archive } = write;
  const has = (name: string): Value => (name === 'email' ? (prospect?.email ?? null) : (prospect?.fields[name] ?? null));
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(printFields(fields, new Set()))) {
    if (prospect === null || !isSameText(value, has(name))) values[name] = value;
  }
  const isTied = link?.state === 'linked' || link?.state === 'none';
  const tie = link?.salesforceId;
  if (isTied && tie !== undefined && tie !== (prospect?.salesforceId ?? null)) values['salesforceId'] = tie;
  const isOther = assignedToId !== undefined && assignedToId !== (prospect?.assignedToId ?? null);
  if (isOther && assignedToId !== null) values['userId'] = Number(assignedToId);
  const { salesforceOwnerId, salesforceAccountId } = link ?? {};
  return {
    id: write.id ?? null,
    values,
    isUnassigned: isOther && assignedToId === null,
    archive: archive === undefined || archive === prospect?.isArchived ? null : archive,
    said: {
      ...(salesforceOwnerId === undefined ? {} : { salesforceOwnerId }),
      ...(salesforceAccountId === undefined ? {} : { salesforceAccountId }),
    },
  };
}

/** Whether a write changes nothing that the API takes. */
export function isNothing({ id, values, isUnassigned, archive }: PublicWrite): boolean {
  return id !== null && Object.keys(values).length === 0 && !isUnassigned && archive === null;
}

/** A row of a batch of version 4: `first_name` for `firstName`. Source: reference C.2. Custom fields have their names without `__c`. */
export function olderRow({ id, values }: PublicWrite): Body {
  const row: Record<string, unknown> = id === null ? {} : { id: Number(id) };
  for (const [name, value] of Object.entries(values)) row[olderName(name)] = value ?? '';
  return row;
}

function olderName(name: string): string {
  if (name === 'salesforceId') return 'fid';
  if (/__c$/i.test(name)) return name.slice(0, -'__c'.length);
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

export function notOffered(text: string): VendorFailure {
  return new VendorFailure('engagement', 'refusal', 'NOT_OFFERED', text);
}
