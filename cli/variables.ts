import type { ServedName } from '../simulator/server/server.js';

/** What programs need to reach the stand-ins, as environment variables. `INTACCT_*` are those that the official Intacct SDK reads. */
export function variables(urls: Readonly<Record<ServedName, string>>): Readonly<Record<string, string>> {
  return {
    BACKLOT_URL: urls.backlot,
    SALESFORCE_URL: urls.salesforce,
    SALESFORCE_LOGIN_URL: urls.salesforce,
    SALESFORCE_USERNAME: 'admin@backlot.test',
    SALESFORCE_PASSWORD: 'backlot',
    SALESFORCE_CLIENT_ID: 'backlot',
    SALESFORCE_CLIENT_SECRET: 'backlot',
    ENGAGEMENT_URL: urls.engagement,
    ENGAGEMENT_BUSINESS_UNIT_ID: '0Uv000000000001CAA',
    ENGAGEMENT_USER_KEY: 'backlot',
    INTACCT_URL: urls.intacct,
    INTACCT_ENDPOINT_URL: `${urls.intacct}/ia/xml/xmlgw.phtml`,
    INTACCT_SENDER_ID: 'backlot',
    INTACCT_SENDER_PASSWORD: 'backlot',
    INTACCT_COMPANY_ID: 'backlot',
    INTACCT_USER_ID: 'admin',
    INTACCT_USER_PASSWORD: 'backlot',
  };
}

/** The addresses that `serve` uses with a first port. */
export function defaultUrls(port: number, scheme: 'http' | 'https'): Readonly<Record<ServedName, string>> {
  const at = (offset: number): string => `${scheme}://localhost:${port + offset}`;
  return { backlot: at(0), salesforce: at(1), engagement: at(2), intacct: at(3) };
}
