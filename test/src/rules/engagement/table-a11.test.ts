import { describe, expect, it } from 'vitest';
import { emailChange } from '../../../../src/rules/engagement/email-change.js';
import { mismatches, product } from './product.js';
import { person, prospect, settings } from './samples.js';

const EMAILS = ['a@a.com', 'b@b.com', 'c@c.com', null] as const;

describe('reference A.11: email changes on either side of a link', () => {
  const cases = product({
    ampsea: [false, true],
    auto: [false, true],
    ours: EMAILS,
    theirs: [...EMAILS, ' A@a.com '],
    last: EMAILS,
    holder: ['none', 'self', 'other'] as const,
  });

  type Case = (typeof cases)[number];

  /** The rows of the table; where several prospects may share an email, it is an ordinary field. */
  function expected({ ampsea, auto, ours, theirs, last, holder }: Case): string {
    const s = theirs?.trim().toLowerCase() ?? null;
    if (ampsea || s === null || s === ours) return 'none';
    if (s === last) return 'leave-behind';
    if (!auto) return 'break';
    return holder === 'other' ? 'move' : 'follow';
  }

  it(`follows, breaks, moves or leaves behind in ${cases.length} cases`, () => {
    const ownOf = ({ ours }: Case) => prospect({ id: '1', email: ours });
    const otherOf = ({ theirs }: Case) => prospect({ id: '2', email: theirs });
    const wanted = (each: Case): unknown => {
      const kind = expected(each);
      return { kind, ...(kind === 'follow' ? { email: each.theirs } : {}), ...(kind === 'move' ? { to: otherOf(each) } : {}) };
    };
    const actual = (each: Case): unknown => {
      const { ampsea, auto, theirs, last, holder } = each;
      const own = ownOf(each);
      const held = holder === 'none' ? null : holder === 'self' ? own : otherOf(each);
      return emailChange(own, person({ email: theirs }), last, held, settings({ autoChangeEmail: auto }, ampsea));
    };
    expect(mismatches(cases, wanted, actual)).toEqual([]);
  });
});
