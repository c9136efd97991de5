import { SalesforceError } from '../errors.js';
import { parseId } from '../ids.js';
import type { SignedCall } from '../operations/signed-in.js';
import type { Save } from '../state/save.js';

/**
 * Who saves, and what the call's headers ask for.
 *
 * Source: REST API guide, "Assignment Rule Header" (on unless FALSE), "Duplicate Rule Header".
 */
export function saveOf({ request, session, params }: SignedCall): Save {
  const duplicates = duplicateOptions(request.headers['sforce-duplicate-rule-header']);
  return {
    by: session.userId,
    assignment: assignmentOf(request.headers['sforce-auto-assign']),
    allowsDuplicates: duplicates.get('allowsave') === 'true',
    includesRecordDetails: duplicates.get('includerecorddetails') === 'true',
    ...(params['version'] === undefined ? {} : { version: params['version'].toLowerCase() }),
  };
}

function assignmentOf(header: string | undefined): NonNullable<Save['assignment']> {
  const text = header?.trim() ?? 'TRUE';
  if (/^true$/i.test(text) || text === '') return 'active';
  if (/^false$/i.test(text)) return 'none';
  const ruleId = parseId(text);
  if (ruleId === null) throw new SalesforceError('MALFORMED_ID', `Assignment Rule ID: id value of incorrect type: ${text}`, { fields: [] });
  return { ruleId };
}

function duplicateOptions(header: string | undefined): ReadonlyMap<string, string> {
  const pairs = (header ?? '').split(/[,;]/).map((pair) => pair.split('=').map((part) => part.trim().toLowerCase()));
  return new Map(pairs.map(([name = '', value = '']) => [name, value]));
}
