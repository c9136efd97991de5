import type { SystemName } from '../kernel/wire.js';

/**
 * The host names that each vendor answers under, by their endings.
 *
 * Source: Salesforce help, "My Domain URL formats"; Account Engagement developer guide, "Getting started" (pi.pardot.com and its demo);
 *         developer.intacct.com, "API sessions" (api.intacct.com, and hosts of a company's own below intacct.com).
 */
const ENDINGS: readonly (readonly [ending: string, system: SystemName])[] = [
  ['intacct.com', 'intacct'],
  ['pardot.com', 'engagement'],
  ['salesforce.com', 'salesforce'],
  ['force.com', 'salesforce'],
];

/** Names for certificates. A wildcard stands for one label only, so that every level that is in use has a line of its own. */
export const CERTIFICATE_NAMES: readonly string[] = [
  '*.intacct.com',
  '*.pardot.com',
  '*.demo.pardot.com',
  '*.salesforce.com',
  '*.my.salesforce.com',
  '*.sandbox.my.salesforce.com',
  '*.develop.my.salesforce.com',
  '*.scratch.my.salesforce.com',
  '*.trailblaze.my.salesforce.com',
  '*.force.com',
  '*.lightning.force.com',
  '*.sandbox.lightning.force.com',
];

/** The vendor behind a host name; null for everybody else's. */
export function vendorOf(host: string): SystemName | null {
  const name = host.toLowerCase().replace(/\.$/, '');
  return ENDINGS.find(([ending]) => name === ending || name.endsWith(`.${ending}`))?.[1] ?? null;
}

/** Splits `api.intacct.com:443` and `[::1]:80`; null when it is neither. */
export function splitHost(text: string, port: number): { readonly host: string; readonly port: number } | null {
  const found = /^(?:\[([0-9a-f:.]+)\]|([^:/[\]\s]+))(?::(\d{1,5}))?$/i.exec(text);
  if (found === null) return null;
  const number = found[3] === undefined ? port : Number(found[3]);
  return number >= 1 && number <= 65_535 ? { host: found[1] ?? found[2]!, port: number } : null;
}

/** True for names of this machine. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase();
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(?:\.\d{1,3}){3}$/.test(name);
}
