/** The 18-character form of a Salesforce id, or null when the text is none. Source: Salesforce, "Record ID": a checksum of upper-case letters. */
export function salesforceId(text: string): string | null {
  if (!/^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(text)) return null;
  const short = text.slice(0, 15);
  let suffix = '';
  for (let start = 0; start < 15; start += 5) {
    let bits = 0;
    for (let index = 0; index < 5; index += 1) if (/[A-Z]/.test(short[start + index]!)) bits |= 1 << index;
    suffix += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[bits];
  }
  return short + suffix;
}

const LEAD_PREFIX = '00Q';
const CONTACT_PREFIX = '003';

/** Whether an id names a lead or a contact; null for anything else. */
export function personKind(id: string): 'lead' | 'contact' | null {
  if (id.startsWith(LEAD_PREFIX)) return 'lead';
  return id.startsWith(CONTACT_PREFIX) ? 'contact' : null;
}
