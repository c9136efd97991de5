import { expect, it } from 'vitest';
import { extentOf } from '../../../../simulator/salesforce/wire/json-extent.js';

const LONG = 'x'.repeat(600_000);
const list = (count: number, item: string): string => `[${Array.from({ length: count }, () => item).join(',')}]`;

it.each<readonly [title: string, text: string, extent: string]>([
  ['one long text', `{"Body":"${LONG}"}`, 'right'],
  ['brackets and commas inside of texts', `{"a":"${'[{,'.repeat(300_000)}"}`, 'right'],
  ['texts with escaped quotation marks and backslashes', `{"a":"\\\\${'\\"['.repeat(200_000)}\\\\","b":1}`, 'right'],
  [
    'two hundred wide records',
    `{"records":${list(200, `{${Array.from({ length: 800 }, (_each, index) => `"f${index}":1`).join(',')}}`)}}`,
    'right',
  ],
  ['lists beside each other, a hundred deep', list(20, `${'['.repeat(99)}"${'x'.repeat(30_000)}"${']'.repeat(99)}`), 'right'],
  ['one list deeper', list(20, `${'['.repeat(100)}"${'x'.repeat(30_000)}"${']'.repeat(100)}`), 'deep'],
  ['hundreds of thousands of values', list(400_000, '1'), 'many'],
  [
    'an object of thousands of members',
    `{"x":"${LONG}","o":{${Array.from({ length: 10_001 }, (_each, index) => `"f${index}":1`).join(',')}}}`,
    'many',
  ],
  ['a text without an end', `{"a":"${LONG}`, 'right'],
  ['ends without a start', `${']'.repeat(600_000)}`, 'right'],
])('%s', (_title, text, extent) => {
  expect(text.length).toBeGreaterThan(500_000);
  expect(extentOf(text)).toBe(extent);
});
