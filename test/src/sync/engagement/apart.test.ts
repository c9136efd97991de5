import { beforeEach, describe, expect, it } from 'vitest';
import type { WireRequest, WireResponse } from '../../../../src/model/wire.js';
import { Stage } from './stage.js';

let stage: Stage;
let emea: string;

beforeEach(async () => {
  stage = new Stage();
  const { people } = stage.simulator.engagement;
  people.create('BusinessUnit', { name: 'emea' }, people.user('admin')!);
  emea = people.unit('emea')!;
  people.settings(emea).save({ paused: false, autoCreateProspects: true }, people.user('admin')!);
  stage.set({ autoCreateProspects: true });
});

function answering(is: (request: WireRequest) => boolean, status: number, body: object): (request: WireRequest) => WireResponse | null {
  return (request) => (is(request) ? { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : null);
}

const inactive = { code: 201, message: 'Business Unit specified in Pardot-Business-Unit-Id header not found or inactive.' };

describe('A business unit that refuses every call', () => {
  it('holds up no other, from the first pass on, and gets what it missed when it answers again', async () => {
    stage.instead = answering(({ headers }) => headers['pardot-business-unit-id'] === emea, 400, inactive);
    const lead = stage.lead({ Email: 'jane@example.com' });
    await stage.pass();
    expect(stage.list('Prospect')).toHaveLength(1);
    stage.update('Lead', lead, { Title: 'CTO' });
    await stage.advance(120_000);
    await stage.pass();
    expect(stage.list('Prospect')).toMatchObject([{ jobTitle: 'CTO' }]);
    stage.instead = () => null;
    await stage.advance(600_000);
    await stage.settle();
    expect(stage.list('Prospect')).toHaveLength(2);
    expect(stage.list('Prospect')).toMatchObject([{ jobTitle: 'CTO' }, { jobTitle: 'CTO' }]);
  });

  it('keeps its custom fields as they were while it cannot be asked for them', async () => {
    const { salesforce, engagement } = stage.simulator;
    const admin = engagement.people.user('admin')!;
    for (const object of ['Lead', 'Contact']) {
      salesforce.people.create('CustomField', { object, fullName: 'Region__c', type: 'Text', length: 40 }, stage.admin);
    }
    engagement.people.create('CustomField', { name: 'Region', fieldId: 'Region', type: 'Text', salesforceId: 'Region__c' }, admin);
    const lead = stage.lead({ Email: 'jane@example.com', Region__c: 'North' });
    await stage.settle();
    stage.instead = answering(({ path }) => path.endsWith('/custom-fields'), 503, {});
    stage.update('Lead', lead, { Region__c: 'South' });
    await stage.advance(600_000);
    await stage.settle();
    expect(stage.list('Prospect')[0]).toMatchObject({ Region__c: 'South' });
  });
});

describe('A query of Salesforce that fails', () => {
  it('holds up neither the other objects nor Account Engagement', async () => {
    const isOfLeads = ({ path, query }: WireRequest): boolean =>
      path.includes('/query') && decodeURIComponent(query).includes('FROM Lead ORDER');
    stage.instead = answering(isOfLeads, 400, [{ errorCode: 'INVALID_FIELD', message: 'No such column' }]);
    stage.lead({ Email: 'lead@example.com' });
    stage.contact({ Email: 'contact@example.com' });
    const prospect = stage.prospect({ email: 'late@example.com' });
    stage.assign(prospect, { user: stage.seller('ann').engagement });
    await stage.pass();
    expect(stage.list('Prospect').map(({ email }) => email)).toEqual(['late@example.com', 'contact@example.com', 'contact@example.com']);
    expect(stage.read('Prospect', prospect)).toMatchObject({ salesforceId: expect.stringMatching(/^00Q/) });
  });
});

describe('A record that is created by the sync', () => {
  it('has one decision that says so, with all that follows in the same pass', async () => {
    stage.set({ autoCreateProspects: true });
    const lead = stage.lead({ Email: 'jane@example.com' });
    await stage.settle();
    const creates = stage.core.decisions().filter(({ outcome, about }) => outcome === 'create' && about.some(({ id }) => id === lead));
    expect(creates.map(({ facts }) => facts['unit']).sort()).toEqual([stage.unit, emea].sort());
    expect(stage.read('Lead', lead)).toMatchObject({ pi__score__c: 0 });
  });
});
