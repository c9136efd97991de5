import { PUBSUB_OFFSET } from '../simulator/server/ports.js';
import type { ServedName } from '../simulator/server/server.js';

/** What programs need to reach the stand-ins, as environment variables. `INTACCT_*` are those that the official Intacct SDK reads. */
export function variables(urls: Readonly<Record<ServedName, string>>, pubSubEndpoint: string | null): Readonly<Record<string, string>> {
  return {
    BACKLOT_URL: urls.backlot,
    SALESFORCE_URL: urls.salesforce,
    SALESFORCE_LOGIN_URL: urls.salesforce,
    SALESFORCE_USERNAME: 'admin@backlot.test',
    SALESFORCE_PASSWORD: 'backlot',
    SALESFORCE_CLIENT_ID: 'backlot',
    SALESFORCE_CLIENT_SECRET: 'backlot',
    ...(pubSubEndpoint === null ? {} : { SALESFORCE_PUBSUB_ENDPOINT: pubSubEndpoint }),
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

/** Where `serve` offers the Pub/Sub API. */
export function defaultPubSubEndpoint(port: number): string {
  return `localhost:${port + PUBSUB_OFFSET}`;
}

/**
 * What makes programs use the forward proxy and trust its authority. Variables of the common tools; a bundle replaces the usual
 * authorities, which the proxy's clients do not need.
 */
export function proxyVariables(proxyUrl: string, caPath: string | null): Readonly<Record<string, string>> {
  const trust = caPath === null ? {} : Object.fromEntries(TRUST.map((name) => [name, caPath]));
  return {
    HTTPS_PROXY: proxyUrl,
    https_proxy: proxyUrl,
    HTTP_PROXY: proxyUrl,
    http_proxy: proxyUrl,
    NO_PROXY: 'localhost,127.0.0.1,::1',
    no_proxy: 'localhost,127.0.0.1,::1',
    NODE_USE_ENV_PROXY: '1',
    // The official Intacct SDK takes no endpoint outside intacct.com.
    INTACCT_ENDPOINT_URL: 'https://api.intacct.com/ia/xml/xmlgw.phtml',
    ...trust,
  };
}

/** Node; curl; Python's requests; OpenSSL programs, among them Ruby, PHP and Python's ssl. */
const TRUST = ['NODE_EXTRA_CA_CERTS', 'CURL_CA_BUNDLE', 'REQUESTS_CA_BUNDLE', 'SSL_CERT_FILE'];
