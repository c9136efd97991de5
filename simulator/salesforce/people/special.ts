import type { Fields, TypeInfo } from '../../kernel/people.js';
import type { Row } from '../../kernel/table.js';
import type { SalesforceOrg } from '../state.js';

/** A kind of thing that people make in setup pages and that is no sObject, or not one that the API can write. */
export type SpecialType = {
  readonly info: TypeInfo;
  create(org: SalesforceOrg, fields: Fields, by: string): string;
  update(org: SalesforceOrg, id: string, fields: Fields, by: string): void;
  delete(org: SalesforceOrg, id: string, by: string): void;
  read(org: SalesforceOrg, id: string): Row | null;
  list(org: SalesforceOrg): readonly Row[];
};
