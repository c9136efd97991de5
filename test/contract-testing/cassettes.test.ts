import { describe, expect, it } from 'vitest';
import { CassetteError, readCassette } from '../../simulator/contract/cassette/cassette.js';
import { cassetteTarget } from '../../simulator/contract/cassette/cassette-target.js';
import { diffCassettes } from '../../simulator/contract/cassette/diff.js';
import { standInTarget } from '../../simulator/contract/targets/stand-in.js';
import type { Probe } from '../../simulator/contract/types.js';
import { verify } from '../../simulator/contract/verify.js';
import { bodyText, type StandIn } from '../../simulator/kernel/wire.js';
import { ACCOUNT_GIVEN, bundledProbes, probeOf } from './probes.js';
import { cassettesOf } from './recorded.js';

const PROBES = [
  probeOf(`
probe: An account is made, found and removed${ACCOUNT_GIVEN}steps:
  - send: GET /services/data/v{version}/query
    query: { q: "SELECT Id, Name, OwnerId FROM Account WHERE Name LIKE '{run}%'" }
    expect: { body: { totalSize: 1, records: [{ Id: '{made.body.id}', Name: '{run} Acme', OwnerId: { $is: id } }] } }
  - send: GET /services/data/v{version}/sobjects/Account/000000000000000AAA
    expect: { status: 404, error: NOT_FOUND }
`),
  probeOf(`
probe: A customer is made and read
system: intacct
given:
  - function: '<create><CUSTOMER><CUSTOMERID>{run}-1</CUSTOMERID><NAME>{run} Acme</NAME></CUSTOMER></create>'
    as: made
steps:
  - function: <readByName><object>CUSTOMER</object><keys>{run}-1</keys><fields>RECORDNO,NAME</fields></readByName>
    expect: { result: { status: success, data: { CUSTOMER: { NAME: '{run} Acme', RECORDNO: { $is: id } } } } }
`),
  probeOf(`
probe: A prospect without an address is refused
system: engagement
steps:
  - send: POST /api/v5/objects/prospects
    json: { firstName: '{run}' }
    expect: { error: '153' }
`),
];

const dropping =
  (member: string) =>
  (standIn: StandIn): StandIn => ({
    async answer(request) {
      const reply = await standIn.answer(request);
      return { ...reply, body: bodyText(reply as { body: string }).replaceAll(`"${member}":`, `"other":`) };
    },
  });

async function tapes(probes: readonly Probe[] = PROBES, alter?: (standIn: StandIn) => StandIn) {
  const texts = await cassettesOf(probes, alter === undefined ? {} : { alter });
  return [...texts.values()].map((text) => readCassette('a.json', text));
}

const against = async (cassettes: Awaited<ReturnType<typeof tapes>>, probes: readonly Probe[] = PROBES) => {
  const { verdicts } = await verify({
    probes,
    standIn: () => standInTarget(),
    target: cassetteTarget('observed', cassettes),
    run: 'other1',
  });
  return verdicts;
};

describe('a cassette', () => {
  it('stands in for the target that it was recorded from', async () => {
    const verdicts = await against(await tapes());
    expect(verdicts.map(({ outcome, differences, left }) => [outcome, differences, left])).toEqual(PROBES.map(() => ['same', [], []]));
  });

  it('of every probe that ships tells no drift', { timeout: 60_000 }, async () => {
    const probes = bundledProbes();
    const verdicts = await against(await tapes(probes), probes);
    const told = verdicts.filter(({ outcome }) => outcome !== 'same');
    expect(told.filter(({ outcome }) => outcome !== 'not run').map(({ probe, differences }) => [probe.title, differences])).toEqual([]);
    expect(verdicts.length - told.length).toBeGreaterThan(40);
  });

  it('shows where the stand-in is not like what was recorded', async () => {
    const [verdict] = await against(await tapes(PROBES.slice(0, 1), dropping('OwnerId')), PROBES.slice(0, 1));
    expect(verdict).toMatchObject({ outcome: 'shape differs', differences: [{ path: 'body.records[0].OwnerId', step: 'steps 1' }] });
  });

  it('says what it was not recorded with', async () => {
    const [first, second] = await against(await tapes(PROBES.slice(0, 1)), PROBES.slice(0, 2));
    expect(first).toMatchObject({ outcome: 'same' });
    expect(second).toMatchObject({ outcome: 'not run', why: expect.stringContaining('no connection to intacct') });
    const [tape] = await tapes(PROBES.slice(0, 1));
    const [verdict] = await against([{ ...tape!, exchanges: [] }], PROBES.slice(0, 1));
    expect(verdict).toMatchObject({ outcome: 'not run', why: expect.stringContaining('observed has no reply to given 1') });
  });

  it.each([
    ['no JSON', 'x'],
    ['another file', '{"cassette": 2}'],
  ])('is refused when it is %s', (_title, text) => {
    expect(() => readCassette('a.json', text)).toThrow(CassetteError);
  });
});

describe('two cassettes', () => {
  it('of the same system have nothing to tell', async () => {
    const [[one], [two]] = [await tapes(), await tapes()];
    expect(diffCassettes(one!, two!)).toEqual([]);
  });

  it('show what is gone, what is new, and what has another value', async () => {
    const [one] = await tapes(PROBES.slice(0, 1));
    const [two] = await tapes(PROBES.slice(0, 1), dropping('OwnerId'));
    const later = { ...two!, exchanges: two!.exchanges.map((each) => (each.step === 'steps 2' ? { ...each, status: 410 } : each)) };
    expect(diffCassettes(one!, later)).toMatchObject([
      { step: 'steps 1', path: 'body.records[0].OwnerId', text: 'is gone' },
      { step: 'steps 2', path: 'status', before: 404, after: 410 },
    ]);
    expect(diffCassettes(one!, { ...one!, exchanges: one!.exchanges.slice(1) })).toMatchObject([{ text: 'is not recorded any more' }]);
  });
});
