import type { Engagement } from '../state.js';
import type { ObjectDefinition, Stored } from '../v5/object.js';
import type { OlderCall } from './call.js';
import { COMMON_CRITERIA, type Criteria } from './criteria.js';
import type { Tree } from './print.js';
import { camelName } from './prospect-fields.js';

/** What an object of versions 3 and 4 is, beside its twin of version 5. */
export type OlderObject = {
  /** Its name in addresses and replies: `listMembership`. */
  readonly name: string;
  /** Its element in replies, where that is spelt otherwise: `list_membership`. */
  readonly element: string;
  readonly object: ObjectDefinition;
  /** Fields by their older names; the version 5 name behind each. */
  readonly fields: ReadonlyMap<string, string>;
  readonly criteria: Criteria;
  readonly sorted: ReadonlyMap<string, string>;
  readonly nested?: (engagement: Engagement, row: Stored) => { [name: string]: Tree | undefined };
  /** Which records a caller may see, where that is not all of the unit. */
  readonly sees?: (call: OlderCall) => (row: Stored) => boolean;
  /** Whether these versions have only `query` and `read` of it, whatever version 5 can do. */
  readonly isReadOnly: boolean;
  /** The record that the path names otherwise than by its id. */
  readonly find?: (call: OlderCall) => Stored | undefined;
};

type Parts = {
  readonly name: string;
  readonly element?: string;
  readonly object: ObjectDefinition;
  readonly fields: string;
  readonly renamed?: Readonly<Record<string, string>>;
  readonly criteria?: Criteria;
  readonly sorted?: string;
  readonly isReadOnly?: boolean;
} & Pick<OlderObject, 'nested' | 'find' | 'sees'>;

/** Completes a definition with what every object has. */
export function defineOlder({
  name,
  element,
  object,
  fields,
  renamed = {},
  criteria = {},
  sorted = '',
  isReadOnly = false,
  nested,
  find,
  sees,
}: Parts): OlderObject {
  const plain = fields.split(' ').map((each): [string, string] => [each, camelName(each)]);
  const columns = ['id', 'created_at', 'updated_at', ...sorted.split(' ').filter((each) => each !== '')];
  return {
    name,
    element: element ?? name,
    object,
    isReadOnly,
    fields: new Map([...plain, ...Object.entries(renamed)]),
    criteria: { ...COMMON_CRITERIA, ...criteria },
    sorted: new Map(columns.map((each) => [each, camelName(each)])),
    ...(nested === undefined ? {} : { nested }),
    ...(find === undefined ? {} : { find }),
    ...(sees === undefined ? {} : { sees }),
  };
}
