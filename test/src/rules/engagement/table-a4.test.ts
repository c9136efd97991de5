import { describe, expect, it } from 'vitest';
import { autoCreate } from '../../../../src/rules/engagement/auto-create.js';
import { mismatches, product } from './product.js';
import { directory, person } from './samples.js';

const AXES = {
  object: ['Lead', 'Contact'],
  deleted: [false, true],
  email: ['jane@example.com', 'jane', null],
  pushed: [false, true],
  converted: [false, true],
  onWhenCreated: [false, true],
  onWhenEmailCame: [false, true],
  offBetween: [false, true],
  hadEmailWhenCreated: [false, true],
} as const;
type Case = ReturnType<typeof product<typeof AXES>>[number];

const NOT_RETROACTIVE = ['AE-12', 'AE-13', 'AE-14'];

/** Reference A.4: eligible(R) judged at t(R), the later of creation and the first email; then what became of R meanwhile. */
function expected(c: Case): readonly [outcome: string, reason: string, rules: readonly string[], text: string] {
  const name = c.object === 'Lead' ? 'Lead 00Q000000000001AAA' : 'Contact 003000000000001AAA';
  if (c.deleted) return ['skip', 'deleted-before-cycle', ['AE-10'], `${name} was deleted before the cycle ran`];
  if (c.email === null) return ['skip', 'no-email', ['AE-11'], `${name} has no email address`];
  if (!c.pushed) {
    if (c.converted) return ['skip', 'converted', ['AE-14'], `${name} was converted before it had an email address`];
    if (!c.onWhenCreated) return ['skip', 'not-retroactive', NOT_RETROACTIVE, `${name} was created while the box was unchecked`];
    const isInLaterInterval = !c.hadEmailWhenCreated && (!c.onWhenEmailCame || c.offBetween);
    if (isInLaterInterval) {
      return ['skip', 'not-retroactive', NOT_RETROACTIVE, `${name} got its email address after the box had been unchecked`];
    }
  }
  if (c.email === 'jane') return ['refuse', 'invalid-email', ['AE-11'], 'Invalid prospect email address: jane'];
  return c.pushed
    ? ['create', 'sent-by-hand', ['AE-8', 'AE-11'], `${name} was sent by hand`]
    : ['create', 'auto-created', ['AE-8', 'AE-10', 'AE-11', 'AE-14'], `${name} was created while the box was checked`];
}

describe('reference A.4, every combination', () => {
  const cases = product(AXES);

  it(`decides ${cases.length} cases at the instant of creation or of the first email`, () => {
    const actual = (c: Case): unknown => {
      const id = c.object === 'Lead' ? '00Q000000000001AAA' : '003000000000001AAA';
      const history = {
        wasOnWhenCreated: c.onWhenCreated,
        wasOnWhenEmailCame: c.onWhenEmailCame,
        wasOffBetween: c.offBetween,
        hadEmailWhenCreated: c.hadEmailWhenCreated,
        wasConverted: c.converted,
      };
      const record = person({ type: c.object, id, email: c.email, isDeleted: c.deleted });
      const { outcome, reason, rules, text, commands } = autoCreate(record, history, 'main', directory, c.pushed);
      return [outcome, reason, rules, text, commands.map(({ kind }) => kind)];
    };
    const whole = (c: Case): unknown => [...expected(c), expected(c)[0] === 'create' ? ['create-prospect'] : []];
    expect(mismatches(cases, whole, actual)).toEqual([]);
  });

  it('is asked for by nobody unless somebody pushed', () => {
    const never = {
      wasOnWhenCreated: false,
      wasOnWhenEmailCame: false,
      wasOffBetween: false,
      hadEmailWhenCreated: true,
      wasConverted: false,
    };
    expect(autoCreate(person(), never, 'main', directory)).toMatchObject({ outcome: 'skip' });
  });
});
