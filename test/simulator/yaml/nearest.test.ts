import { describe, expect, it } from 'vitest';
import { editDistance, nearest, suggestion } from '../../../simulator/yaml/nearest.js';

describe('the nearest word', () => {
  it.each([
    ['craete', 'create'],
    ['expct', 'expect'],
    ['UPDATE', 'update'],
    ['autoCreateProspects', 'engagement.autoCreateProspects'],
  ])('takes %s for %s', (word, meant) => {
    expect(nearest(word, ['create', 'update', 'expect', 'engagement.autoCreateProspects'])).toBe(meant);
  });

  it('suggests nothing far away', () => {
    expect(nearest('banana', ['create', 'update'])).toBeNull();
  });

  it('lists the choices when none is near', () => {
    expect(suggestion('banana', ['create', 'update'])).toBe('Write one of create, update.');
  });

  it('counts a swap of neighbours once', () => {
    expect(editDistance('crae', 'crea')).toBe(1);
  });
});
