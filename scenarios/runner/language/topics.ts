/** What a scenario is chiefly about, by its tags: the first topic that has one of them. What is rarer stands first. */
const TOPICS: readonly (readonly [topic: string, tags: readonly string[]])[] = [
  ['Merges and conversions', ['merge', 'conversion']],
  ['Deletes and recycle bins', ['delete']],
  ['Business units and what they share', ['units', 'sharing']],
  ['Entities', ['entities']],
  ['Resellers', ['resellers']],
  ['Contracts', ['contracts']],
  ['Quotes, orders and invoices', ['order-entry']],
  ['Lost replies, outages and crashes', ['faults', 'crash']],
  ['What is refused, and how people see it', ['errors']],
  ['Users and what they may', ['users']],
  ['Imports', ['import']],
  ['Matching and duplicates', ['matching', 'duplicates']],
  ['Assignment and owners', ['assignment', 'queues']],
  ['Forms, automation and scores', ['forms', 'automation', 'scoring', 'activity']],
  ['Campaigns, opportunities and emails', ['campaigns', 'opportunities', 'email', 'emails']],
  ['Custom mappings', ['mappings']],
  ['Sent, or kept out, by hand', ['manual']],
  ['What a sync costs', ['cost', 'smart-sync', 'mass']],
  ['Customer numbers', ['ids']],
  ['Contacts and addresses', ['contacts', 'addresses']],
  ['Fields, and whose value counts', ['fields']],
  ['Settings and time', ['settings', 'subscription', 'time', 'pause']],
  ['Accounts', ['accounts']],
];

export function topicOf(tags: readonly string[]): string {
  return TOPICS.find(([, marks]) => marks.some((mark) => tags.includes(mark)))?.[0] ?? 'Other';
}
