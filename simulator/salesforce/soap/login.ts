import type { Row } from '../../kernel/table.js';
import { SalesforceError } from '../errors.js';
import { signIn } from '../operations/oauth-clients.js';
import { SESSION_IDLE_MS_MAX } from '../state/sessions.js';
import type { SalesforceOrg } from '../state.js';
import type { SoapCall } from './envelope.js';
import { childText, tag } from './xml.js';

/** Source: Salesforce release notes: `login()` does not exist from this version on. */
const NO_LOGIN_FROM = 65;

/**
 * login() - a session for a user name and password (with the security token behind it).
 *
 * Source:  [SOAP] "login()". Clients read the result by regular expressions, so its elements have neither prefix nor attributes.
 * Refuses: INVALID_LOGIN, also for inactive users; UNSUPPORTED_API_VERSION from 65.0 on; LOGIN_RATE_EXCEEDED.
 * Assumed: the code and text of the refusal of late versions, and of too many logins.
 */
export function login({ state, body, apiVersion, origin }: SoapCall): string {
  if (Number.parseInt(apiVersion, 10) >= NO_LOGIN_FROM) {
    throw new SalesforceError('UNSUPPORTED_API_VERSION', 'login() is not available in API version 65.0 and later', { status: 500 });
  }
  const user = signIn(state, childText(body, 'username') ?? '', childText(body, 'password') ?? '');
  if (typeof user === 'string') throw invalidLogin();
  if (!state.logins.count(user['Id'] as string)) throw new SalesforceError('LOGIN_RATE_EXCEEDED', 'login rate exceeded', { status: 500 });
  const session = state.sessions.issue({ userId: user['Id'] as string, kind: 'soap' });
  const address = (kind: string): string => `${origin}/services/Soap/${kind}/${apiVersion}/${state.id.slice(0, 15)}`;
  return (
    `<result>${tag('metadataServerUrl', address('m'))}<passwordExpired>false</passwordExpired><sandbox>false</sandbox>` +
    `${tag('serverUrl', address('u'))}${tag('sessionId', session.token)}${tag('userId', session.userId)}` +
    `<userInfo>${userInfo(state, user)}</userInfo></result>`
  );
}

const invalidLogin = () =>
  new SalesforceError('INVALID_LOGIN', 'Invalid username, password, security token; or user locked out.', { status: 500 });

/** What login() and getUserInfo() tell of a user and the org. Source: [SOAP] "getUserInfo()". */
export function userInfo(org: SalesforceOrg, user: Row): string {
  const type = org.schema.type('User')!;
  const value = (name: string): string | null => {
    const field = type.field(name);
    const found = field === undefined ? null : org.value(field, user);
    return found === null ? null : String(found);
  };
  const entries: readonly (readonly [string, string | number | boolean | null])[] = [
    ['accessibilityMode', false],
    ['chatterExternal', false],
    ['currencySymbol', '$'],
    ['orgAttachmentFileSizeLimit', 26_214_400],
    ['orgDefaultCurrencyIsoCode', 'USD'],
    ['orgDefaultCurrencyLocale', 'en_US'],
    ['orgDisallowHtmlAttachments', false],
    ['orgHasPersonAccounts', false],
    ['organizationId', org.id],
    ['organizationMultiCurrency', false],
    ['organizationName', (org.lookup(org.id)?.['Name'] as string | undefined) ?? 'Backlot'],
    ['profileId', value('ProfileId')],
    ['roleId', value('UserRoleId')],
    ['sessionSecondsValid', SESSION_IDLE_MS_MAX / 1_000],
    ['userDefaultCurrencyIsoCode', null],
    ['userEmail', value('Email')],
    ['userFullName', value('Name')],
    ['userId', user['Id'] as string],
    ['userLanguage', value('LanguageLocaleKey') ?? 'en_US'],
    ['userLocale', value('LocaleSidKey') ?? 'en_US'],
    ['userName', value('Username')],
    ['userTimeZone', value('TimeZoneSidKey') ?? 'UTC'],
    ['userType', value('UserType') ?? 'Standard'],
    ['userUiSkin', 'Theme3'],
  ];
  return entries.map(([name, each]) => tag(name, each)).join('');
}
