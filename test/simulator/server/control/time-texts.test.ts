import { describe, expect, it } from 'vitest';
import { isLocalCaller } from '../../../../simulator/server/control/callers.js';
import { parseDuration, parseInstant } from '../../../../simulator/server/control/time-texts.js';

describe('a duration', () => {
  it.each([
    ['500ms', 500],
    ['5s', 5_000],
    ['1h30m', 5_400_000],
    ['2w', 1_209_600_000],
  ])('%s has %i ms', (text, ms) => expect(parseDuration(text)).toBe(ms));

  it.each([['4 days'], [''], [5], [null], ['-1d'], ['99999999999w'], ['1.5h']])('is not %j', (value) => {
    expect(() => parseDuration(value)).toThrow(expect.objectContaining({ status: 422 }));
  });
});

describe('an instant', () => {
  it.each([
    ['2026-03-06T09:00:00Z', Date.UTC(2026, 2, 6, 9)],
    ['2026-03-06T09:00:00', Date.UTC(2026, 2, 6, 9)],
    ['2026-03-06T10:00:00+01:00', Date.UTC(2026, 2, 6, 9)],
    ['2026-03-06', Date.UTC(2026, 2, 6)],
  ])('%s is read in UTC unless it says otherwise', (text, ms) => expect(parseInstant(text)).toBe(ms));

  it.each([['tomorrow'], ['2026-13-45'], [7], ['']])('is not %j', (value) => {
    expect(() => parseInstant(value)).toThrow(expect.objectContaining({ status: 422 }));
  });
});

describe('a caller', () => {
  it.each([
    ['this machine by name', { host: 'localhost:4000' }, true],
    ['this machine by number', { host: '127.0.0.1:4000' }, true],
    ['this machine by IPv6', { host: '[::1]:4000' }, true],
    ['a page of this machine', { host: 'localhost:4000', origin: 'http://localhost:3000' }, true],
    ['a name that points here', { host: 'evil.example:4000' }, false],
    ['a name that looks like this machine', { host: 'localhost.evil.example' }, false],
    ['a page of another site', { host: 'localhost:4000', origin: 'https://evil.example' }, false],
    ['a page without an origin of its own', { host: 'localhost:4000', origin: 'null' }, false],
  ])('%s', (_title, headers, isLocal) => {
    expect(isLocalCaller({ method: 'GET', path: '/', query: '', headers, body: '' })).toBe(isLocal);
  });
});
