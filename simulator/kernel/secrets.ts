const NAMES =
  'new_?password|password|passwd|client_secret|client_assertion|assertion|refresh_token|access_token|id_token|oauth_token|api_key|user_key|session_?id|device_code|code_verifier';

// Up to the end where a text was cut, or never whole: half a secret is one, too.
const ELEMENTS = new RegExp(`<((?:\\w+:)?(?:${NAMES}))(\\s[^>]*)?>(?:<!\\[CDATA\\[[\\s\\S]*?(?:\\]\\]>|$)|[^<])+`, 'gi');
const ESCAPED_ELEMENTS = new RegExp(`%3C((?:\\w+(?:%3A|:))?(?:${NAMES}))(%3E|\\+(?:(?!%3E).)*%3E)(?:%3C%21%5BCDATA|(?!%3C)[^&\\s])*`, 'gi');
const MEMBERS = new RegExp(`"(${NAMES})"\\s*:\\s*"(?:[^"\\\\]|\\\\.)*(?:"|$)`, 'gi');
const PARAMETERS = new RegExp(`(^|[?&\\s])(${NAMES}|sid|pw)=[^&\\s]+`, 'gi');

/** Takes out what no system's log may show, whatever it was a part of: elements, members and parameters by their usual names. */
export function withoutSecrets(text: string): string {
  if (text === '') return text;
  return text
    .replace(ELEMENTS, '<$1$2>[redacted]')
    .replace(ESCAPED_ELEMENTS, '%3C$1$2[redacted]')
    .replace(MEMBERS, '"$1":"[redacted]"')
    .replace(PARAMETERS, '$1$2=[redacted]');
}
