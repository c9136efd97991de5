import { expect, it } from 'vitest';
import { Decimal, toJson } from '../../../../simulator/salesforce/state/print-record.js';

it.each([
  [0, '0.0'],
  [-12, '-12.0'],
  [1.25, '1.25'],
  [1e18, '1000000000000000000.0'],
  [1e21, '1e+21'],
  [1e-7, '1e-7'],
])('prints the decimal %d as %s, which JSON reads as the same number', (value, text) => {
  expect(toJson(new Decimal(value))).toBe(text);
  expect(JSON.parse(text)).toBe(value);
});
