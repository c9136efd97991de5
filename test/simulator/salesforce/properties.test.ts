import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorld } from '../../../simulator/kernel/world.js';
import { SalesforceError } from '../../../simulator/salesforce/errors.js';
import { idAt, parseId, toId18 } from '../../../simulator/salesforce/ids.js';
import { printPage } from '../../../simulator/salesforce/soql/json.js';
import { setStage } from '../../../simulator/salesforce/stage.js';
import { saveMany } from '../../../simulator/salesforce/state/save-many.js';
import { SalesforceOrg } from '../../../simulator/salesforce/state.js';

const RUNS = { numRuns: 1_000 };
const ADMIN = idAt('005', 1);
const save = { by: ADMIN };

function newOrg(): SalesforceOrg {
  const org = new SalesforceOrg(createWorld());
  setStage(org);
  return org;
}

const typeNamed = (org: SalesforceOrg, name: string) => org.schema.type(name)!;
const ids = (org: SalesforceOrg, soql: string, includesDeleted = false): readonly string[] => {
  const page = org.soql.query(soql, { userId: ADMIN, includesDeleted, batchSize: Number.POSITIVE_INFINITY });
  return page.kind === 'records' ? page.rows.map((row) => row['Id'] as string) : [];
};
const randomCase = (text: string) =>
  fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((flags) => [...text].map((letter, index) => (flags[index] ? letter.toUpperCase() : letter.toLowerCase())).join(''));

describe('whatever is done to an org', () => {
  it('takes every id in both forms, the longer one in any letter case', () => {
    const org = newOrg();
    const id = fc.integer({ min: 1, max: 10 ** 9 }).chain((count) => {
      const made = idAt('001', count);
      return fc.tuple(fc.constant(made), randomCase(made));
    });
    fc.assert(
      fc.property(id, ([made, cased]) => {
        expect([parseId(made), parseId(made.slice(0, 15)), parseId(cased), toId18(made)]).toEqual([made, made, made, made]);
        expect(org.schema.typeOfId(made)!.name).toBe('Account');
      }),
      RUNS,
    );
  });

  it('gives every record of a query once, whatever the size of its pages', () => {
    const org = newOrg();
    for (let index = 0; index < 900; index += 1) org.create(typeNamed(org, 'Account'), { Name: `A${index % 7}` }, save);
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 2_000 }), fc.constantFrom('', "WHERE Name != 'A3'", 'ORDER BY Name'), (batchSize, rest) => {
        const found: string[] = [];
        const options = { userId: ADMIN, includesDeleted: false, batchSize };
        let page = org.soql.query(`SELECT Id FROM Account ${rest}`, options);
        for (;;) {
          if (page.kind !== 'records') throw new Error('records were asked for');
          found.push(...page.rows.map((row) => row['Id'] as string));
          if (page.next === null) break;
          page = org.soql.more(page.next, ADMIN, batchSize);
        }
        expect([found.length, new Set(found).size]).toEqual([page.totalSize, page.totalSize]);
      }),
      RUNS,
    );
  });

  it('shows with the recycle bin exactly the deleted records more, and leads every merged one to a master', () => {
    const org = newOrg();
    const account = typeNamed(org, 'Account');
    const contact = typeNamed(org, 'Contact');
    const step = fc.record({ kind: fc.constantFrom('create', 'delete', 'undelete', 'merge', 'contact'), a: fc.nat(20), b: fc.nat(20) });
    const perform = ({ kind, a, b }: { kind: string; a: number; b: number }): void => {
      const live = ids(org, 'SELECT Id FROM Account');
      const gone = ids(org, 'SELECT Id FROM Account WHERE IsDeleted = true', true);
      const [one, other] = [live[a % live.length], live[b % live.length]];
      if (kind === 'create' || one === undefined || live.length > 20) org.create(account, { Name: `A${a}` }, save);
      else if (kind === 'delete') org.delete(one, save);
      else if (kind === 'contact') org.create(contact, { LastName: 'L', AccountId: one }, save);
      else if (kind === 'undelete' && gone.length > 0) org.undelete(gone[b % gone.length]!, save);
      else if (kind === 'merge' && other !== one) org.merge({ type: account, masterId: one, loserIds: [other!], values: {} }, save);
    };
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 3 }), (steps) => {
        for (const each of steps) {
          try {
            perform(each);
          } catch (error) {
            if (!(error instanceof SalesforceError)) throw error;
          }
        }
        const live = new Set(ids(org, 'SELECT Id FROM Account'));
        const all = ids(org, 'SELECT Id FROM Account', true);
        const deleted = all.filter((id) => org.lookup(id)!['IsDeleted'] === true);
        expect(all.filter((id) => !live.has(id))).toEqual(deleted);
        for (const id of deleted) {
          const master = org.lookup(id)!['MasterRecordId'];
          if (typeof master === 'string') expect(org.lookup(master)).toBeDefined();
        }
        for (const id of ids(org, 'SELECT Id FROM Contact WHERE AccountId != null')) {
          expect(live.has(org.lookup(id)!['AccountId'] as string)).toBe(true);
        }
      }),
      RUNS,
    );
  }, 60_000);

  it('leaves no trace of rows that were rolled back together', () => {
    const org = newOrg();
    const account = typeNamed(org, 'Account');
    org.create(account, { Name: 'Before' }, save);
    const rows = fc.array(fc.record({ Name: fc.oneof(fc.constant(''), fc.string({ minLength: 1, maxLength: 300 })) }), { maxLength: 6 });
    fc.assert(
      fc.property(rows, fc.nat(6), (given, at) => {
        const [before, changes] = [ids(org, 'SELECT Id FROM Account', true), org.world.changes.next];
        const withFailure = [...given.slice(0, at), { Name: '' }, ...given.slice(at)];
        const outcomes = saveMany(org, withFailure, true, (row) => org.create(account, row, save));
        expect(outcomes.every((outcome) => 'error' in outcome)).toBe(true);
        expect([ids(org, 'SELECT Id FROM Account', true), org.world.changes.next]).toEqual([before, changes]);
      }),
      RUNS,
    );
  });

  it('asks the same whatever the letter case of a query', () => {
    const org = newOrg();
    for (const Name of ['Acme', 'Bolt', 'Cargo']) org.create(typeNamed(org, 'Account'), { Name, Type: 'Prospect' }, save);
    const text =
      "select name, owner.username from account where type in ('prospect') and (name like 'a%' or name = 'bolt') order by name desc nulls last limit 5";
    const run = (soql: string): string => printPage(org.soql.query(soql, { userId: ADMIN, includesDeleted: false, batchSize: 200 }), '/x');
    const expected = run(text);
    fc.assert(
      fc.property(randomCase(text), (cased) => {
        expect(run(cased)).toBe(expected);
      }),
      RUNS,
    );
  });

  it('refuses what a describe says cannot be created, and asks for what it says is required', () => {
    const org = newOrg();
    const types = org.schema.types.filter(({ definition }) => definition.isCreateable);
    const cases = types.flatMap((type) => type.fields.map((field) => ({ type, field })));
    const codeOf = (work: () => unknown): string => {
      try {
        org.world.atomic(() => {
          work();
          throw new SalesforceError('none', '');
        });
      } catch (error) {
        if (error instanceof SalesforceError) return error.code;
        throw error;
      }
      return 'none';
    };
    fc.assert(
      fc.property(fc.constantFrom(...cases), ({ type, field }) => {
        const isRequired = field.isCreateable && !field.isNillable && !field.isDefaultedOnCreate;
        if (!field.isCreateable && field.type !== 'id') {
          const value = field.type === 'boolean' ? true : field.type === 'int' || field.type === 'double' ? 1 : 'x';
          expect(
            codeOf(() => org.create(type, { [field.name]: value }, save)),
            `${type.name}.${field.name}`,
          ).toBe('INVALID_FIELD_FOR_INSERT_UPDATE');
        } else if (isRequired)
          expect(
            codeOf(() => org.create(type, {}, save)),
            `${type.name}.${field.name}`,
          ).toBe('REQUIRED_FIELD_MISSING');
      }),
      RUNS,
    );
  });
});
