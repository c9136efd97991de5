/** What users of Account Engagement might look for and do not find here; `docs/coverage.md` shows it. */
export const GAPS: readonly string[] = [
  'Forms, landing pages, layout templates, dynamic content, emails, email templates, folders, tracker domains and engagement programs are not kept; form handlers, list emails, files and custom redirects are.',
  'Emails cannot be sent through any API; people send list emails in scenarios.',
  'Bulk actions, external activities and lifecycle stages and histories of version 5 are not there.',
  'Exports of versions 3 and 4 are not there; imports of all versions are.',
  'Tags cannot be merged, and a visitor’s company cannot be identified.',
  'Dynamic lists and segmentation rules do not evaluate criteria; a dynamic list refuses members.',
  'There is one profile, with the five criteria of the default; profile rules do not judge by themselves.',
  'Every user may do everything: roles and abilities are shown, not enforced; warning 202 never comes.',
  'The minute rate limit (202) and stale reads come from planned faults only.',
  'Page actions, site search, videos, webinars, events and social activities have points but no way to happen.',
  'The tracking code counts every address; filters for bots and own addresses, and tracker domains, do not exist.',
  'Manual merges of prospects and permanent deletion from the recycle bin are not offered.',
  'Version 3 and 4 refuse parameters that they do not know (51, and 5 in queries), where the vendor passes over some.',
  'Describe, stats, cookie and ability operations of versions 3 and 4 are not there.',
];
