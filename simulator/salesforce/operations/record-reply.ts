import type { Row } from '../../kernel/table.js';
import type { WireResponse } from '../../kernel/wire.js';
import type { SObjectType } from '../schema.js';
import { recordText } from '../state/record-text.js';
import { json, jsonText } from '../wire/reply.js';
import { fieldPathsOf, versionOf } from './address.js';
import { conditionalRecord } from './conditions.js';
import { printPaths } from './print-paths.js';
import type { SignedCall } from './signed-in.js';

/** A record as the reply: all of it, or what `?fields=` asks for. */
export function recordReply(call: SignedCall, type: SObjectType, row: Row): WireResponse {
  return conditionalRecord(call, type, row, () => {
    const paths = fieldPathsOf(call);
    if (paths === null) return jsonText(200, recordText(call.state, type, row, versionOf(call)));
    return json(200, printPaths(call.state, type, row, versionOf(call), paths));
  });
}
