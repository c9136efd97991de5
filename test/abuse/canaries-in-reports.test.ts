import { describe, expect, it } from 'vitest';
import { runScenario } from '../../scenarios/runner/index.js';
import { reportOf } from '../../scenarios/runner/report.js';
import { FORMATS, render } from '../../scenarios/runner/reporters/formats.js';
import { listReporter } from '../../scenarios/runner/reporters/list.js';
import { partsOf } from '../scenarios/runner/reporters/page-parts.js';

/** What must never be seen again: a story puts it wherever it may put secrets. */
const CANARY = 'c4n4ryS3cret';

/** Tokens as Salesforce and Intacct make them, and what stands where passwords do. */
const SECRETS = /00D\w{12,15}!\w+|Bearer (?!\[)[\w!.]+|<(?:password|sessionid)>(?!\[|<)[^<]+|password=(?!\[|%5B)[^&"\s]+/;

const gateway = `<?xml version="1.0"?><request><control><senderid>backlot</senderid><password>${CANARY}</password><controlid>1</controlid><dtdversion>3.0</dtdversion></control><operation><authentication><login><userid>admin</userid><companyid>backlot</companyid><password>${CANARY}</password></login></authentication><content><function controlid="1"><getAPISession/></function></content></operation></request>`;

const STORY = `backlot: 1
scenario: Secrets go in
given:
  - create: { salesforce.Account: { as: acme, Name: Acme } }
  - sync-to-intacct: { on: acme }
steps:
  - http:
      salesforce: POST /services/oauth2/token
      headers: { Content-Type: application/x-www-form-urlencoded, Authorization: Basic ${CANARY}, Cookie: sid=${CANARY} }
      body: grant_type=password&client_id=backlot&client_secret=${CANARY}&username=admin%40backlot.test&password=${CANARY}
      as: signedIn
  - http: { salesforce: GET /services/data/v62.0/limits?access_token=${CANARY}, headers: { Authorization: Bearer ${CANARY} } }
  - http: { engagement: "GET /api/prospect/version/4/do/query?user_key=${CANARY}&api_key=${CANARY}", headers: { Authorization: "Pardot api_key=${CANARY}" } }
  - http: { intacct: POST /ia/xml/xmlgw.phtml, headers: { Content-Type: application/xml }, body: ${JSON.stringify(gateway)} }
  - http: { intacct: POST /ia/api/v1/oauth2/token, body: { grant_type: client_credentials, client_secret: ${CANARY}, refresh_token: ${CANARY} } }
  - fault: { on: intacct, do: expire-session }
  - settle:
  - expect: { signedIn: { status: 200 }, salesforce.Account: 7 }
`;

describe('secrets of a story that fails', () => {
  it('are in none of its reports, nor are the tokens that the sync was given', async () => {
    const result = await runScenario(STORY);
    expect(result.outcome).toBe('failed');
    const scenario = reportOf(result, 1);
    const reports = await Promise.all(FORMATS.map((format) => render(format, [{ order: 0, scenario }])));
    const packed = [...partsOf(reports[FORMATS.indexOf('html')]!).values()];
    expect(packed.join('')).toContain('xmlgw.phtml');
    const shown = [...reports, ...packed, listed(result), result.trace.text(), result.failure?.report ?? ''];
    for (const text of shown) {
      // Not `toContain`: what it prints when it fails is the whole report.
      expect(text.indexOf(CANARY)).toBe(-1);
      expect(SECRETS.exec(text)?.[0]).toBeUndefined();
    }
    expect(result.trace.text()).toContain('xmlgw.phtml');
  });
});

/** What stands on the terminal. */
function listed(result: Awaited<ReturnType<typeof runScenario>>): string {
  let text = '';
  const write = (piece: string): boolean => {
    text += piece;
    return true;
  };
  const reporter = listReporter({ write } as never);
  reporter.started?.(result.title);
  reporter.ended(result, { order: 0, ms: 1 } as never);
  reporter.finished?.({ results: [result], passed: 0, failed: 1, left: 0 } as never);
  return text;
}
