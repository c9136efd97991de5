const FORM_SECRETS = /\b(password|client_secret|assertion|refresh_token|access_token|token|code|code_verifier|device_code|pw)=[^&\s]+/gi;
const JSON_SECRETS = /"(access_token|refresh_token|password|client_secret|id_token|signature|device_code|frontdoor_uri)"\s*:\s*"[^"]*"/gi;
/** What the vendor repeats to whoever sent it. */
const REPEATED = /(invalid token: )[^"]+/g;
const XML_SECRETS = /<((?:\w+:)?(?:password|sessionIds?))(\s[^<>]*)?>[^<]*</gi;

/** Takes passwords, secrets and tokens out of a body or query before it is logged. */
export function redact(body: string, path: string): string {
  if (body === '') return body;
  if (path.startsWith('/services/oauth2') || path.startsWith('/setup/') || path === '/login') {
    return body
      .replaceAll(FORM_SECRETS, '$1=[redacted]')
      .replaceAll(JSON_SECRETS, '"$1":"[redacted]"')
      .replaceAll(REPEATED, '$1[redacted]');
  }
  return path.toLowerCase().startsWith('/services/soap') ? body.replaceAll(XML_SECRETS, '<$1$2>[redacted]<') : body;
}
