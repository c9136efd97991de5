/** What users of Account Engagement might look for and do not find here; `docs/coverage.md` shows it. */
export const GAPS: readonly string[] = [
  'Layout templates, dynamic content and engagement programs of version 5 are kept and shown; nothing is laid out, varied or run by them.',
  'People make tracker domains, dynamic content, engagement programs, lifecycle stages and external activity types; the API reads them.',
  'Emails always arrive: there are no bounces, complaints or unsubscribe pages.',
  'Roles decide who sees and assigns prospects and who sees imports; every other ability is everybody’s, and roles cannot be made.',
  'People merge prospects through `people.merge` only; scenarios have no step for it.',
  'The connector is always verified (233 and 234 come from planned faults only).',
  'Automation rules, completion actions and segmentation rules create no Salesforce tasks and register nobody for webinars; scoring categories do not exist.',
  'Profiles do not judge by themselves: people, rules and the API mark their criteria.',
  'The number of calls a minute (202) is whatever `callsPerMinute` says, none unless set; stale reads do not happen.',
  'Site search, videos, webinars, events and social activities have points but no way to happen.',
  'The tracking code counts every address; filters for bots and own addresses, and tracker domains, do not exist.',
  'Versions 3 and 4 refuse criteria of queries that they do not know (5); in writes of prospects such parameters are passed over, and the call log tells which.',
  'The operations of versions 3 and 4 for cookies and abilities of users are not there; prospect accounts are described, opportunities and prospect accounts never written (37, 59).',
];
