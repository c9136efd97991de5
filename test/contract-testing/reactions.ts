import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SystemName } from '../../simulator/kernel/wire.js';

const SOURCES = fileURLToPath(new URL('../../src', import.meta.url));

/** What an error code looks like in the sources, and where the core looks at codes. */
const CODES: Readonly<Record<SystemName, { readonly form: RegExp; readonly places: RegExp }>> = {
  salesforce: {
    form: /'([A-Z]+(?:_[A-Z]+)+|rate_limit_exceeded)'/g,
    places: /^(clients\/salesforce\/errors|sync\/(engagement|intacct)\/.*)\.ts$/,
  },
  engagement: { form: /(?<=Set\(\[[\d, ]*)\b(\d+)\b/g, places: /^clients\/engagement\/errors\.ts$/ },
  intacct: { form: /'((?:BL|PL|XL|GW-|DL)\d{4,})'/g, places: /^clients\/intacct\/errors\.ts$/ },
};

/** Codes of the core's own, which no vendor sends. */
const OWN = new Set(['ALREADY_EXECUTED', 'UNKNOWN_EXCEPTION', 'NOT_UNDERSTOOD', 'NO_ERROR_NUMBER']);

/** The error codes of a vendor that the core's sources name: those that it does something about. */
export function reactedCodes(system: SystemName): readonly string[] {
  const { form, places } = CODES[system];
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) => places.test(file));
  const codes = files.flatMap((file) => [...readFileSync(`${SOURCES}/${file}`, 'utf8').matchAll(form)].map(([, code]) => code!));
  return [...new Set(codes)].filter((code) => !OWN.has(code)).sort();
}
