import type { Call } from '../../kernel/routes.js';
import { bodyBytes, type WireResponse } from '../../kernel/wire.js';
import { duplicateFunction, type ErrorEntry, IntacctError, ROLLED_BACK, schemaError } from '../errors.js';
import { plannedEntry, rateLimited } from '../faults.js';
import { REQUEST_BYTES_MAX } from '../limits.js';
import type { IntacctCompany } from '../state/company.js';
import { type Control, type FunctionElement, type Operation, readControl, readOperation, unexpectedElement } from './envelope.js';
import { demandOrder } from './functions/legacy.js';
import { FUNCTIONS, SCHEMAS } from './functions.js';
import { type BareReply, type GatewayFunction, PartialFailure } from './gateway-function.js';
import { acknowledge } from './offline.js';
import { parseXml } from './parse.js';
import { demandPermitted } from './permission.js';
import { operationReply, type Result, refusalReply } from './reply.js';
import { requestText } from './request-text.js';
import { demandSender, type SignedIn, signIn } from './sign-in.js';
import { subjectOf } from './subjects.js';

/**
 * POST /ia/xml/xmlgw.phtml - the XML gateway, DTD 3.0.
 *
 * Source:  developer.intacct.com, "XML requests" and "XML responses". Order of checks: XML, control, sender, user or session,
 *          authorisation of the sender, then each function.
 * Assumed: an unknown function fails the whole request at control level, as a schema check would, yet after the sign-in.
 */
export function gateway(call: Call<IntacctCompany>): WireResponse {
  return answer(call, acknowledge);
}

/** Performs a request whatever its policy: the second half of an asynchronous one. */
export function gatewayAtOnce(call: Call<IntacctCompany>): WireResponse {
  return answer(call, null);
}

function answer(call: Call<IntacctCompany>, defer: typeof acknowledge | null): WireResponse {
  let control: Control | null = null;
  try {
    if (bodyBytes(call.request) > REQUEST_BYTES_MAX)
      throw schemaError(`Fatal Error 1: The request is larger than ${REQUEST_BYTES_MAX} bytes.`);
    if (call.state.traffic.wait !== null) throw rateLimited();
    const root = parseXml(requestText(call.request));
    control = readControl(root);
    demandSender(call.state, control);
    const operation = readOperation(root);
    if (defer !== null && control.policyId !== '') return defer(call, control);
    const signed = signIn(call.state, operation.authentication, control);
    for (const each of operation.functions) demandKnown(each);
    call.notes.subject = subjectOf(operation.functions[0]!.element);
    return call.world.as({ actor: String(signed.user['RECORDNO']) }, () => perform(call, control!, operation, signed));
  } catch (error) {
    if (error instanceof IntacctError) return refusalReply(call.world, error, control);
    throw error;
  }
}

function demandKnown({ name, element }: FunctionElement): void {
  if (!Object.hasOwn(FUNCTIONS, name)) throw unexpectedElement(element);
  demandOrder(name, element);
  if (Object.hasOwn(SCHEMAS, name)) SCHEMAS[name]!(element);
}

function perform(call: Call<IntacctCompany>, control: Control, operation: Operation, signed: SignedIn): WireResponse {
  const run = new Run(call, control, operation, signed);
  const results = operation.isTransaction ? run.together() : run.eachAlone();
  if (run.bare !== null) return { status: 200, headers: { 'Content-Type': run.bare.contentType }, body: run.bare.text };
  return operationReply(call.world, control, call.state.id, signed, results);
}

/** Thrown through `world.atomic` so that it undoes a failed transaction; never leaves this file. */
class RolledBack extends Error {}

/** One pass over the functions of an operation. */
class Run {
  /** The answer of a function that asked for JSON or CSV, which come without an envelope. */
  bare: BareReply | null = null;
  #planned: ErrorEntry | null;

  constructor(
    private readonly call: Call<IntacctCompany>,
    private readonly control: Control,
    private readonly operation: Operation,
    private readonly signed: SignedIn,
  ) {
    this.#planned = plannedEntry(call.fault);
  }

  eachAlone(): readonly Result[] {
    return this.operation.functions.map((each) => this.#perform(each));
  }

  /** `transaction="true"`: on the first failure everything is undone. Assumed: functions after it are reported as aborted. */
  together(): readonly Result[] {
    const results: Result[] = [];
    try {
      this.call.world.atomic(() => {
        for (const each of this.operation.functions) {
          const result = this.#perform(each);
          results.push(result);
          if (result.status === 'failure') throw new RolledBack();
        }
      });
      return results;
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error;
      this.bare = null;
      return this.operation.functions.map(({ name, controlId }, index) => {
        const isCulprit = index === results.length - 1;
        const errors = isCulprit ? [...results[index]!.errors, ROLLED_BACK] : [ROLLED_BACK];
        return { status: isCulprit ? 'failure' : 'aborted', function: name, controlId, content: [], errors };
      });
    }
  }

  #perform({ name, controlId, element }: FunctionElement): Result {
    try {
      this.#demandFresh(controlId);
      this.#failAsPlanned();
      demandPermitted(this.call.state, this.signed, element);
      const work: GatewayFunction = FUNCTIONS[name]!;
      const outcome = work({
        company: this.call.state,
        signed: this.signed,
        element,
        origin: this.call.origin,
        isAlone: this.operation.functions.length === 1,
      });
      if (this.control.uniqueId) this.call.state.completed.put({ id: this.#completedId(controlId) });
      if ('contentType' in outcome) this.bare ??= outcome;
      return { status: 'success', function: name, controlId, content: 'contentType' in outcome ? [] : outcome, errors: [] };
    } catch (error) {
      if (!(error instanceof IntacctError)) throw error;
      const content = error instanceof PartialFailure ? error.content : [];
      return { status: 'failure', function: name, controlId, content, errors: error.errors };
    }
  }

  /** A planned vendor error hits the first function. */
  #failAsPlanned(): void {
    const planned = this.#planned;
    this.#planned = null;
    if (planned !== null) throw new IntacctError([planned]);
  }

  /** Source: "XML requests", uniqueid: a control id that was executed and completed is refused. */
  #demandFresh(controlId: string): void {
    if (this.control.uniqueId && this.call.state.completed.get(this.#completedId(controlId)) !== undefined)
      throw duplicateFunction(controlId);
  }

  #completedId(controlId: string): string {
    return `${this.control.senderId}:${controlId}`;
  }
}
