/** Elements and members whose content nobody may read in a log. */
const XML_SECRETS = /<(password|sessionid)>[^<]*<\/\1>/gi;
const JSON_SECRETS = /"(client_secret|access_token|refresh_token|password|token|sessionId)"\s*:\s*"(?:[^"\\]|\\.)*"/g;
const FORM_SECRETS = /(^|[&?])(client_secret|access_token|refresh_token|password|token|code)=[^&]*/g;

/** Takes passwords, sessions and tokens out of a body. */
export function redact(body: string): string {
  if (body === '') return body;
  return body
    .replace(XML_SECRETS, '<$1>[redacted]</$1>')
    .replace(JSON_SECRETS, '"$1":"[redacted]"')
    .replace(FORM_SECRETS, '$1$2=[redacted]');
}
