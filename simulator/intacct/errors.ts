import { ProtocolError } from '../kernel/errors.js';

/** One entry of an `<errormessage>`. */
export type ErrorEntry = {
  readonly errorno: string;
  readonly description?: string;
  readonly description2?: string;
  readonly correction?: string;
};

/** Where in the reply a refusal stands: see "XML responses", developer.intacct.com. */
export type ErrorLevel = 'control' | 'authentication' | 'result';

/** A refusal by Intacct: a stack of errors, most specific first. */
export class IntacctError extends ProtocolError {
  constructor(
    readonly errors: readonly ErrorEntry[],
    readonly level: ErrorLevel = 'result',
    readonly status = 200,
  ) {
    super(errors[0]?.errorno ?? '', errors.map(sentence).join(' '));
  }

  /** The same refusal with the closing line that Intacct puts under it. */
  wrapped(entry: ErrorEntry): IntacctError {
    return new IntacctError([...this.errors, entry], this.level, this.status);
  }
}

function sentence(entry: ErrorEntry): string {
  return [entry.description, entry.description2].filter(Boolean).join(' ') || entry.errorno;
}

function refusal(errorno: string, description2: string, correction = ''): IntacctError {
  return new IntacctError([{ errorno, description2, correction }]);
}

/**
 * The generic business failure.
 *
 * Source: fixtures of PsIntacct and intacct-sdk: BL01001973 stands for business failures and for the closing line.
 */
export const businessFailure = (text: string, correction = ''): IntacctError => refusal('BL01001973', text, correction);

/** Source: PsIntacct fixture: `Could not create customer record!`, last in the stack. */
export const couldNot = (verb: 'create' | 'update' | 'delete', label: string): ErrorEntry => ({
  errorno: 'BL01001973',
  description2: `Could not ${verb} ${label.toLowerCase()} record!`,
});

/** Source: jfcote87/intacct fixture; the two blanks before "already" are the vendor's. */
export const alreadyExists = (label: string, value: string): IntacctError =>
  refusal('BL34000061', `Another ${label} with the given value(s) ${value}  already exists`, 'Use a unique value instead.');

/** Source: intacct-sdk-net issue 154: the reply to a bill-to contact that is not there. */
export const contactMissing = (name: string): IntacctError =>
  refusal('BL03000019', `The contact ${name} does not exist.`, 'Specify an existing contact.');

/** Source: fixtures: `Invalid Customer 'X' specified.`, `Invalid Project 'X' specified.` */
export const invalidReference = (label: string, value: string): IntacctError => businessFailure(`Invalid ${label} '${value}' specified.`);

/** Source: PsIntacct fixture `Illegal format for Contactversion : Primary Email Address @x.` */
export const illegalFormat = (label: string, value: string): IntacctError =>
  refusal('BL03000018', `Illegal format for ${label} ${value}.`, 'Correct the format of the value.');

/**
 * A field value that the object does not take.
 *
 * Assumed: the wording; the vendor's pages name BL03000130 for the whole family of missing and illegal values.
 */
export const illegalValue = (text: string): IntacctError => refusal('BL03000130', text, 'Provide a valid value.');

/** Assumed: the wording; see `illegalValue`. */
export const missingField = (field: { readonly name: string; readonly label: string }): IntacctError =>
  illegalValue(`Required field ${field.label} (${field.name}) is missing.`);

/** Source: intacct-sdk-js issue 25. Assumed: the number. */
export const cannotUpdate = (object: string, key: string, value: string): IntacctError =>
  businessFailure(`Cannot update non-existing ${object} with ${key}=${value}`);

/** Source: fixtures of read functions: for unknown objects the text stands in place of a number. */
export const unknownObject = (errorno: string, object: string): IntacctError => refusal(errorno, `Object definition ${object} not found`);

/** Source: "Error handling", developer.intacct.com; the reply to a query of an unknown object. */
export const unknownQueryObject = (object: string): IntacctError =>
  new IntacctError([
    {
      errorno: 'XL03000009',
      description: 'There was an error processing the function',
      description2: `Object definition ${object} not found`,
    },
  ]);

/** Source: fyle sageintacct-sdk-py issue 93. */
export const unknownQueryField = (object: string, field: string): IntacctError =>
  refusal('XL03000010', `Field requested is not valid: ${object.toLowerCase()}.${field}`);

/** Source: fixtures of readByQuery: unknown fields, bad syntax and ISO dates all get this. */
export const queryFailed = (text: string): IntacctError =>
  new IntacctError([{ errorno: 'DL02000001', description: 'There was an error processing the request.', description2: text }]);

/** Source: fixtures of `read`: the whole message sits in the number. */
export const invalidFields = (fields: string): IntacctError => new IntacctError([{ errorno: `Invalid fields list ${fields}` }]);

/** Source: developer.intacct.com, "FAQ": the text that integrations look for. Assumed: the number. */
export const noPermission = (operation: string): IntacctError =>
  refusal('BL01001973', `You do not have permission for API operation ${operation}`, 'Ask an administrator for the permission.');

/**
 * An entity-restricted user tried to change a top-level record.
 *
 * Source:  reports of integrators: "cannot update a root-level … from an entity restricted user".
 * Assumed: the wording around that part.
 */
export const rootLevelRecord = (label: string): IntacctError =>
  businessFailure(`You cannot update a root-level ${label} from an entity restricted user`, 'Sign in to the top level.');

/** Source: fixtures of rolled-back operations: stands under every function of such an operation. */
export const ROLLED_BACK: ErrorEntry = {
  errorno: 'XL03000009',
  description2: 'The entire transaction in this operation has been rolled back due to an error.',
};

/** Assumed: number and wording; the vendor documents only that a completed control id is refused. */
export const duplicateFunction = (controlId: string): IntacctError =>
  businessFailure(`The function with control ID '${controlId}' has already been executed.`);

function failure(level: ErrorLevel, entry: ErrorEntry, status = 200): IntacctError {
  return new IntacctError([entry], level, status);
}

/** A body that is not XML, or whose elements are not those of the schema. Source: fixture with libxml's own text. */
export const schemaError = (text: string): IntacctError =>
  failure('control', { errorno: 'XL03000003', description2: `XML Parse schema error: ${text}` });

export const badSender = (): IntacctError =>
  failure('control', {
    errorno: 'XL03000006',
    description2: 'Incorrect Intacct XML Partner ID or password.',
    correction: 'Check the sender ID and password.',
  });

/** A control-level refusal that is not about the schema. */
export const controlFailure = (entry: ErrorEntry, status = 200): IntacctError => failure('control', entry, status);

export const badSignIn = (): IntacctError =>
  failure('authentication', { errorno: 'XL03000006', description2: 'Sign-in information is incorrect', correction: '' });

export const invalidSession = (sessionId: string): IntacctError =>
  failure('authentication', { errorno: 'XL03000006', description2: `Invalid session ${sessionId.slice(0, SESSION_PREFIX_CHARS)}...` });

const SESSION_PREFIX_CHARS = 10;

export const senderNotAuthorised = (sender: string, company: string): IntacctError =>
  failure('authentication', {
    errorno: 'XL03000006',
    description: 'Invalid Web Services Authorization',
    description2: `The sender ID '${sender}' is not authorized to make Web Services requests to company ID '${company}'.`,
    correction: 'Contact the company administrator to grant Web Services authorization to this sender ID.',
  });

/** Source: "Error handling": the text is the rule's own. */
export const smartRuleRefusal = (message: string): IntacctError => refusal('BL04002055', message);
