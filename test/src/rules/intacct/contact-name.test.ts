import { describe, expect, it } from 'vitest';
import { freeContactName } from '../../../../src/rules/intacct/contact-name.js';

describe('freeContactName', () => {
  it.each([
    [[], 'Jane Jensen'],
    [['Jane Jensen'], 'Jane Jensen (2)'],
    [['Jane Jensen', 'Jane Jensen (2)', 'Jane Jensen (4)'], 'Jane Jensen (3)'],
    [['jane jensen'], 'Jane Jensen'],
  ])('with %j taken, it is %s', (taken, expected) => {
    expect(freeContactName('Jane Jensen', (name) => taken.includes(name))).toBe(expected);
  });
});
