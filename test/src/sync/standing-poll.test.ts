import { describe, expect, it } from 'vitest';
import { VendorFailure } from '../../../src/model/failure.js';
import { StandingPoll } from '../../../src/sync/standing-poll.js';

const passing = new VendorFailure('salesforce', 'unknown', 'ECONNRESET', 'socket hang up');
const refused = new VendorFailure('engagement', 'refusal', '201', 'not found or inactive');

describe('A standing poll', () => {
  it('that failed as a whole asks nobody before its next attempt, with growing pauses', () => {
    const poll = new StandingPoll();
    poll.failed(0, passing);
    expect([poll.retryAt, poll.isOpen(999), poll.isOpen(1_000)]).toEqual([1_000, false, true]);
    poll.failed(1_000, passing);
    expect([poll.retryAt, poll.isOpen(2_999)]).toEqual([3_000, false]);
    poll.ended(3_000, null);
    expect([poll.retryAt, poll.isOpen(3_000)]).toEqual([null, true]);
  });

  it('that failed in part goes on at every pass, and is tried again in between', () => {
    const poll = new StandingPoll();
    poll.ended(0, passing);
    expect([poll.retryAt, poll.isOpen(1)]).toEqual([1_000, true]);
  });

  it('has no attempt of its own for a source that refuses', () => {
    const poll = new StandingPoll();
    poll.ended(0, refused);
    expect([poll.retryAt, poll.isOpen(1)]).toEqual([null, true]);
  });
});
