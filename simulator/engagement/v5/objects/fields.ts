import { refusal } from '../../errors.js';
import type { Asset } from '../../records.js';
import { assetPath } from '../../state/assets.js';
import { webAddress } from '../../state/form-fields.js';
import { type ObjectField, readable, writable } from '../object.js';

/** The address of an asset on the tracker domain, as a path on the host of the call. */
export const URL_FIELD: ObjectField = readable('url', 'text', (row, engagement) => assetPath(engagement, row as unknown as Asset));

/** A text that must be an address of the web. Source: Account Engagement API, error 137. */
export function webAddressField(name: string, more: Partial<ObjectField> = {}): ObjectField {
  const check = (value: unknown): void => {
    if (webAddress(String(value)) === null) throw refusal(137, name);
  };
  return writable(name, 'text', { check, ...more });
}

/** A text out of a few. */
export function choiceField(name: string, choices: readonly string[], more: Partial<ObjectField> = {}): ObjectField {
  const check = (value: unknown): void => {
    if (!choices.includes(String(value))) throw refusal(154, `${name}: one of ${choices.join(', ')}`);
  };
  return writable(name, 'text', { check, ...more });
}

/** Addresses that people can remember. Assumed: the vanity path is kept and leads nowhere; the address with the token does. */
export const ADDRESS: readonly ObjectField[] = [
  writable('vanityUrlPath', 'text', {
    check: (value) => {
      if (!/^[\w./-]{1,255}$/.test(String(value))) throw refusal(154, 'vanityUrlPath');
    },
  }),
  readable('vanityUrl', 'text', () => null),
  writable('bitlyIsPersonalized', 'boolean'),
  readable('bitlyShortUrl', 'text', () => null),
];
