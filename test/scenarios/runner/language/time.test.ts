import { describe, expect, it } from 'vitest';
import { durationText, instantText, parseDuration, parseInstant, parseUntil } from '../../../../scenarios/runner/language/time.js';

const MONDAY = Date.UTC(2026, 2, 2, 9);

describe('durations', () => {
  it.each([
    ['4d', 345_600_000],
    ['90m', 5_400_000],
    ['1h30m', 5_400_000],
    ['2w', 1_209_600_000],
    ['5s', 5_000],
    ['250ms', 250],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '4', 'd', '4 d', '-1d', '1.5h', '4days', '999999999999999999w'])('refuses "%s"', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it.each([
    [5_400_000, '1h30m'],
    [345_600_000, '4d'],
    [0, '0s'],
    [120_001, '2m1ms'],
  ])('writes %d as %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});

describe('instants', () => {
  it.each([
    ['2026-03-02T09:00:00Z', MONDAY],
    ['2026-03-02T09:00:00.000+0000', MONDAY],
    ['2026-03-02T10:00:00+01:00', MONDAY],
    ['2026-03-02T09:00:00', MONDAY],
    ['2026-03-02 09:00', MONDAY],
    ['2026-03-02', Date.UTC(2026, 2, 2)],
    ['03/02/2026', Date.UTC(2026, 2, 2)],
    ['03/02/2026 09:00:00', MONDAY],
  ])('reads %s', (text, at) => {
    expect(parseInstant(text)).toBe(at);
  });

  it.each(['', 'tomorrow', '2026-13-45T09:00:00Z', '2026', '12'])('refuses "%s"', (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it('writes whole seconds without fractions', () => {
    expect(instantText(MONDAY)).toBe('2026-03-02T09:00:00Z');
  });
});

describe('until', () => {
  it.each([
    ['Fri 09:00', Date.UTC(2026, 2, 6, 9)],
    ['Mon 10:00', Date.UTC(2026, 2, 2, 10)],
    ['Mon 09:00', Date.UTC(2026, 2, 9, 9)],
    ['monday 08:30', Date.UTC(2026, 2, 9, 8, 30)],
    ['2026-03-06T09:00:00Z', Date.UTC(2026, 2, 6, 9)],
  ])('takes %s as the next such instant', (text, at) => {
    expect(parseUntil(text, MONDAY)).toBe(at);
  });

  it.each(['Fri', 'Fri 25:00', 'Fri 9', 'noon'])('refuses "%s"', (text) => {
    expect(parseUntil(text, MONDAY)).toBeNull();
  });
});
