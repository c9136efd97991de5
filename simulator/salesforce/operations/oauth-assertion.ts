import { invalidGrant, missingParameter } from './oauth-wire.js';

/** Who a JWT speaks for: the app and the user's login name. */
export type Assertion = { readonly issuer: string; readonly subject: string };

/** `exp` values from here on are milliseconds: the Salesforce CLI sends them so. */
const MILLISECONDS_FROM = 100_000_000_000;

/**
 * Reads the assertion of the JWT bearer flow.
 *
 * Source:  Salesforce Help, "OAuth 2.0 JWT Bearer Flow": RS256; `iss` the app, `sub` the login name, `aud` the login host, `exp`.
 * Assumed: the app trusts any certificate, because none can be uploaded; form, algorithm, audience and expiry are checked.
 */
export function readAssertion(assertion: string | null, now: number): Assertion {
  if (assertion === null || assertion === '') throw missingParameter('assertion');
  const [header, claims, signature, ...rest] = assertion.split('.', 4);
  const [head, body] = [readPart(header), readPart(claims)];
  if (head === null || body === null || rest.length > 0 || signature === undefined || signature === '')
    throw invalidGrant('invalid assertion');
  if (head['alg'] !== 'RS256') throw invalidGrant('algorithm not supported');
  const { iss, sub, prn, aud, exp } = body;
  if (typeof exp !== 'number' || (exp >= MILLISECONDS_FROM ? exp : exp * 1_000) <= now) throw invalidGrant('invalid assertion');
  if (!isAudience(aud)) throw invalidGrant('audience is invalid');
  const subject = sub ?? prn;
  if (typeof iss !== 'string' || typeof subject !== 'string') throw invalidGrant('invalid assertion');
  return { issuer: iss, subject };
}

/** Login hosts and My Domain addresses: all of them are this org. */
function isAudience(audience: unknown): boolean {
  const [first] = Array.isArray(audience) ? (audience as unknown[]) : [audience];
  return typeof first === 'string' && /^https?:\/\/[^/\s]+\/?(?:services\/oauth2\/token)?$/.test(first);
}

function readPart(part: string | undefined): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
