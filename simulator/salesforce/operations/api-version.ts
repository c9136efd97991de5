import { notFound, SalesforceError } from '../errors.js';

/** Versions that still answer, though the oldest are no longer advertised. Source: [REST] "API End-of-Life Policy": 7 to 30 are retired. */
const VERSION_MIN = 31;
const VERSION_MAX = 66;

/**
 * Refuses a version that the org does not speak.
 *
 * Assumed: code and text for retired versions; the guide gives the status 410 only.
 */
export function checkVersion(text: string): void {
  const [, digits] = /^v(\d{1,3})\.0$/i.exec(text) ?? [];
  const number = Number(digits ?? '0');
  if (number >= 7 && number < VERSION_MIN) throw new SalesforceError('GONE', 'The requested API version has been retired', { status: 410 });
  if (number < VERSION_MIN || number > VERSION_MAX) throw notFound();
}
