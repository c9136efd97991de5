import type { Cause } from '../../kernel/change-log.js';
import type { SalesforceOrg } from '../state.js';

/** Which interface a path belongs to. Source: Change Data Capture guide, "Change Event Header Fields", `changeOrigin`. */
const INTERFACES: readonly (readonly [path: RegExp, name: string])[] = [
  [/\/services\/data\/v(\d+\.\d)\/jobs\//i, 'bulkapi'],
  [/\/services\/data\/v(\d+\.\d)\/tooling\//i, 'toolingrest'],
  [/\/services\/data\/v(\d+\.\d)\//i, 'rest'],
  [/\/services\/async\/(\d+\.\d)\//i, 'bulkapi'],
  [/\/services\/soap\/[uc]\/(\d+\.\d)/i, 'soap'],
];

/** Through which interface, and by which client, a change was made; empty for people in pages and for automation. */
export function originOf(org: SalesforceOrg, cause: Cause): string {
  if (cause.kind !== 'call') return '';
  for (const [path, name] of INTERFACES) {
    const version = path.exec(cause.text)?.[1];
    if (version === undefined) continue;
    const client = clientOf(org, cause.call);
    return `com/salesforce/api/${name}/${version}${client === null ? '' : `;client=${client}`}`;
  }
  return '';
}

/** What the call says of its client. Source: REST API guide, "Call Options Header". */
function clientOf(org: SalesforceOrg, call: number | undefined): string | null {
  if (call === undefined) return null;
  const { calls } = org.world;
  const logged = calls.since(Math.max(0, calls.next - RECENT_CALLS)).findLast(({ id }) => id === call);
  const rest = logged?.requestHeaders['sforce-call-options'];
  return (rest === undefined ? null : /(?:^|[,;\s])client=([^,;\s]+)/i.exec(rest)?.[1]) ?? null;
}

/** How far back in the call log a call is looked for: changes are read soon after they were made. */
const RECENT_CALLS = 1_000;
