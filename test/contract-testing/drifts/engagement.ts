import { all, alterations, type Drift, type Fits, rewritten, says } from './drift.js';

const V5 = '/api/v5/objects';

const onObject =
  (method: string, object: string): Fits =>
  (request) =>
    request.method === method && request.path.startsWith(`${V5}/${object}`);
const ofVersion4: Fits = ({ path }) => path.includes('/version/4/');

const ae = alterations('engagement');

/** Planted in Account Engagement. */
export const ENGAGEMENT_DRIFTS: readonly Drift[] = [
  {
    title: 'another error code of a bad token',
    alter: ae.reply(onObject('GET', 'campaigns'), ({ body }) => ({ body: body.replace('"code":184', '"code":181') })),
    probe: 'expired-token',
    outcome: 'behaviour differs',
    path: 'error',
    text: 'another error code',
  },
  {
    title: 'another error code of an older version',
    alter: ae.reply(ofVersion4, ({ body }) => ({ body: body.replace('"err_code":184', '"err_code":1') })),
    probe: 'old-versions-tokens',
    outcome: 'behaviour differs',
    path: 'error',
    text: 'another error code',
  },
  {
    title: 'another status of a refusal',
    alter: ae.reply(onObject('GET', 'campaigns'), ({ status }) => ({ status: status === 401 ? 403 : status })),
    probe: 'expired-token',
    outcome: 'behaviour differs',
    path: 'status',
    text: 'another status',
  },
  {
    title: 'another status of an acceptance',
    alter: ae.reply(onObject('POST', 'prospects'), ({ status }) => ({ status: status === 201 ? 200 : status })),
    probe: 'prospects',
    outcome: 'behaviour differs',
    path: 'status',
    text: 'another status',
  },
  {
    title: 'prospects without an address that are let in',
    alter: ae.request(onObject('POST', 'prospects'), rewritten('{"firstName"', '{"email":"any@example.com","firstName"')),
    probe: 'prospect-without-email',
    outcome: 'stand-in looser',
    path: 'status',
    text: 'another status',
  },
  {
    title: 'fields that nobody knows and that are taken in silence',
    alter: ae.request(onObject('PATCH', 'prospects'), rewritten(/"nothing":"[^"]*"/, '"city":"Oslo"')),
    probe: 'prospects',
    outcome: 'stand-in looser',
    path: 'error',
    text: 'refused',
  },
  {
    title: 'a field of the vendor that is refused',
    alter: ae.request(onObject('PATCH', 'prospects'), rewritten('"optedOut"', '"hasOptedOut"')),
    probe: 'prospects',
    outcome: 'stand-in stricter',
    path: 'error',
    text: 'accepted',
  },
  {
    title: 'a missing field',
    alter: ae.json(onObject('GET', 'prospects/'), ({ updatedAt, ...rest }) => rest),
    probe: 'prospects',
    outcome: 'shape differs',
    path: 'body.updatedAt',
    text: 'is missing',
  },
  {
    title: 'a missing key of which the probe says nothing',
    alter: ae.json(onObject('GET', 'prospects/'), ({ salesforceOwnerId, ...rest }) => rest),
    probe: 'prospects',
    outcome: 'shape differs',
    path: 'body.salesforceOwnerId',
    text: 'is missing',
  },
  {
    title: 'ids as texts',
    alter: ae.json(onObject('GET', 'campaigns'), (data) => ({
      ...data,
      values: data.values?.map((each: { id: number }) => ({ ...each, id: String(each.id) })),
    })),
    probe: 'campaigns',
    outcome: 'shape differs',
    path: 'body.values[0].id',
    text: 'is no integer',
  },
  {
    title: 'a map in the place of a list',
    alter: ae.json(onObject('GET', 'campaigns'), (data) => ({ ...data, values: { ...data.values } })),
    probe: 'campaigns',
    outcome: 'shape differs',
    path: 'body.values',
    text: 'another type',
  },
  {
    title: 'instants in another form',
    alter: ae.reply(onObject('GET', 'prospects/'), ({ body }) => ({ body: body.replace(/([+-]\d\d):(\d\d)"/, '.000$1$2"') })),
    probe: 'prospects',
    outcome: 'shape differs',
    path: 'body.updatedAt',
    text: 'another form',
  },
  {
    title: 'another order',
    alter: ae.json(onObject('GET', 'prospects'), (data) => ({ ...data, values: [...(data.values ?? [])].reverse() })),
    probe: 'prospect-pages',
    outcome: 'behaviour differs',
    path: 'body.values',
    text: 'in another order',
  },
  {
    title: 'removed records that are still found',
    alter: ae.request(onObject('GET', 'prospects'), (request) => ({
      ...request,
      query: request.query.replace('fields=id&', 'fields=id&deleted=all&'),
    })),
    probe: 'removed-prospects',
    outcome: 'behaviour differs',
    path: 'body.values',
    text: '1 instead of 0',
  },
  {
    title: 'a field that is taken and forgotten',
    alter: ae.request(all(onObject('PATCH', 'prospects'), says('Oslo')), rewritten('"city":"Oslo",', '')),
    probe: 'prospects',
    outcome: 'behaviour differs',
    path: 'body.city',
    text: 'another type',
  },
  {
    title: 'a write that creates what is there',
    alter: ae.reply(
      ({ path }) => path.endsWith('/v1/campaigns'),
      ({ body }) => ({ body: body.replace('"created":false', '"created":true') }),
    ),
    probe: 'connector-campaigns',
    outcome: 'behaviour differs',
    path: 'body.results[0].created',
    text: 'another value',
  },
];
