/** A list of confusions that the reference keeps for a flow: E1 to the last. A scenario names those it plays among its tags. */
export type Examples = {
  readonly flow: string;
  /** The folder whose scenarios mean this list by their tags. */
  readonly folder: string;
  readonly last: number;
  /** Examples that are not the sync core's to play, with whose they are and the test that shows them. */
  readonly elsewhere: Readonly<Record<string, Elsewhere>>;
};

export type Elsewhere = { readonly why: string; readonly file: string; readonly title: string };

const GATEWAY = 'The gateway answers so to any client; the core never sends it.';
const REST = 'Of the REST API, which the core does not use.';

/** Source: reference intacct E. */
export const INTACCT_EXAMPLES: Examples = {
  flow: 'Salesforce and Sage Intacct',
  folder: 'scenarios/intacct',
  last: 45,
  elsewhere: {
    E21: {
      why: 'A race of two clients over one contact; the core reads a contact before it writes it.',
      file: 'test/contract/intacct/customer.test.ts',
      title: 'refuses to update one that is not there, and to delete one in use',
    },
    E22: { why: GATEWAY, file: 'test/contract/intacct/envelope.test.ts', title: 'lands a restricted user in its entity' },
    E23: { why: REST, file: 'test/contract/intacct/rest.test.ts', title: 'another header name is ignored' },
    E25: { why: GATEWAY, file: 'test/contract/intacct/envelope.test.ts', title: 'undoes the whole operation when it is a transaction' },
    E27: { why: GATEWAY, file: 'test/contract/intacct/query.test.ts', title: 'pages by offset, and leaves moving it to the client' },
    E28: { why: GATEWAY, file: 'test/contract/intacct/errors.test.ts', title: "WHENMODIFIED > '2026-01-01'" },
    E29: { why: GATEWAY, file: 'test/contract/intacct/errors.test.ts', title: 'XL03000010' },
    E32: { why: GATEWAY, file: 'test/contract/intacct/customer.test.ts', title: 'clears with an empty element' },
    E37: { why: REST, file: 'test/contract/intacct/rest.test.ts', title: 'pages from 1' },
    E38: { why: REST, file: 'test/contract/intacct/rest.test.ts', title: 'lists references, and knows keys only' },
    E45: { why: GATEWAY, file: 'test/contract/intacct/envelope.test.ts', title: 'keeps it from the top level' },
  },
};
