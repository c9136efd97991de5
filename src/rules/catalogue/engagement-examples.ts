/** What people report about the connector, as an example of how the rules work together. */
export type Example = {
  /** `E12`: scenarios that show it have this tag. */
  readonly id: string;
  readonly text: string;
  /** The test that shows it, when it is about a client of the API and not about the sync. */
  readonly test?: string;
  /** Why nothing shows it. */
  readonly lacking?: string;
};

/**
 * The examples between Salesforce and Account Engagement, E1 to E54.
 *
 * Source: reference engagement E, "Candidate scenarios", in our words.
 */
export const ENGAGEMENT_EXAMPLES: readonly Example[] = [
  {
    id: 'E1',
    text: "The auto-create box is off from Monday to Thursday and on on Friday; leads are made daily: only Friday's becomes a prospect.",
  },
  { id: 'E2', text: "On Saturday somebody edits Tuesday's lead: still no prospect." },
  { id: 'E3', text: 'The box is on; a lead gets its email address two days after it was made: the prospect appears then.' },
  {
    id: 'E4',
    text: "A rule assigns a prospect to Ann; a lead with its address is Bob's: no new lead, it stays Bob's, and so is the prospect.",
  },
  {
    id: 'E5',
    text: "A linked prospect is assigned to Carol in Account Engagement: it goes back to Salesforce's owner after the next cycle.",
  },
  { id: 'E6', text: "A prospect is assigned to a user without a CRM Username: its lead is the connector user's." },
  {
    id: 'E7',
    text: 'The target is the active assignment rule, and no entry matches: the connector user has the lead, and that owner comes down.',
  },
  { id: 'E8', text: "An active lead rule routes to a queue; the prospect is assigned to a user: the lead is the user's." },
  { id: 'E9', text: 'A group of three, one of whom never had a prospect: that one first, then who waited longest.' },
  { id: 'E10', text: 'Two leads with one address where addresses are unique: edits of the second never reach Account Engagement.' },
  { id: 'E11', text: 'A contact and a lead with the address of a prospect: the contact is linked, the lead untouched.' },
  { id: 'E12', text: "Matching by email is off, a lead exists, a form's completion action assigns: a second lead." },
  { id: 'E13', text: 'The same with matching on: the lead that exists is linked.' },
  { id: 'E14', text: 'A trade-show list without CRM IDs with somebody who is known already, matching on: no second prospect.' },
  { id: 'E15', text: 'The same with matching off: two prospects.' },
  {
    id: 'E16',
    text: 'An import through version 4 of the API with nothing but addresses: its rows are refused.',
    test: 'test/contract/engagement/older-imports.test.ts',
  },
  { id: 'E17', text: "A field uses Salesforce's value and is cleared there: the old value comes back." },
  { id: 'E18', text: "The same with null overwrite: Account Engagement's becomes blank." },
  { id: 'E19', text: "A field uses Account Engagement's value, which is blank: it takes Salesforce's." },
  { id: 'E20', text: "Opted out in Account Engagement while Salesforce's value counts: the opt-out is undone minutes later." },
  {
    id: 'E21',
    text: "A lead's address changes with the box for email changes off, and the prospect becomes active: a new lead, the old one is orphaned.",
  },
  { id: 'E22', text: "A lead's address changes, and it is sent by hand at once: an extra prospect." },
  {
    id: 'E23',
    text: 'A linked lead is deleted, the box for deletes off; its prospect is assigned again: no new lead, and an error says why.',
  },
  { id: 'E24', text: 'Then a rule allows it to be made again: the next sync makes a new lead.' },
  { id: 'E25', text: 'A linked lead is deleted with the box on, and undeleted: its prospect leaves the bin and is linked again.' },
  {
    id: 'E26',
    text: "Two leads with prospects are merged: the winner's prospect has both's activities, tags and lists, the other is archived as deleted.",
  },
  { id: 'E27', text: "Only the loser of a merge is a prospect: it gets the winner's address and CRM ID." },
  { id: 'E28', text: "A lead is converted: the same prospect, with the contact's id and its account's name." },
  {
    id: 'E29',
    text: 'A lead is converted to a person account where the connector knows none: a new lead is made for its prospect.',
    lacking: 'the Salesforce stand-in has no person accounts',
  },
  {
    id: 'E30',
    text: 'A validation rule wants a phone number that the prospect has not: an error, no link, no second try before a change.',
  },
  {
    id: 'E31',
    text: 'A form brings a value that a restricted picklist does not have: the whole prospect fails, none of its fields are written.',
  },
  { id: 'E32', text: 'A duplicate rule blocks a new lead: `DUPLICATES_DETECTED`; the prospect keeps its user and has no CRM ID.' },
  { id: 'E33', text: 'Two business units share a lead: the score flaps, until one of them stops its package fields.' },
  { id: 'E34', text: 'With package fields stopped, a score moves: nothing is written to Salesforce.' },
  {
    id: 'E35',
    text: "A partner user was mapped before partners are excluded: he is not offered, and what is assigned to him is the connector user's.",
  },
  { id: 'E36', text: 'A mapped value changes with the parent account only: it comes when the record itself is touched.' },
  { id: 'E37', text: 'An email is opened five times: no sync, and no activity.' },
  { id: 'E38', text: 'The points of a page view change: every prospect is scored anew and queued.' },
  { id: 'E39', text: 'Completion actions assign and add to a Salesforce campaign: the membership is written once there is a lead.' },
  { id: 'E40', text: 'A rule is resumed today that somebody met last week: it holds for him, too.' },
  { id: 'E41', text: 'A rule without repeat, a field that leaves its criteria and comes back: it acts once.' },
  { id: 'E42', text: 'A prospect in the recycle bin submits a form where addresses are unique: it is restored, with its history.' },
  { id: 'E43', text: 'The connector is paused for three days with the auto-create box on: leads of that time arrive afterwards.' },
  {
    id: 'E44',
    text: 'The connector user may no longer see some leads: they stop syncing, and prospects with their addresses make second ones.',
  },
  { id: 'E45', text: 'An unassigned prospect with the address of a lead: it links and syncs.' },
  { id: 'E46', text: 'Records are made as contacts, and a queue is to have one: a sync error, for queues own no contacts.' },
  {
    id: 'E47',
    text: "A list membership is posted twice through version 5: code 58, in the vendor's spelling.",
    test: 'test/contract/engagement/objects.test.ts',
  },
  { id: 'E48', text: 'A client follows `nextPageUrl` and adds a limit: 400.', test: 'test/contract/engagement/query.test.ts' },
  {
    id: 'E49',
    text: 'A read right after a write finds old data for up to a minute.',
    lacking: 'stale reads do not happen in the stand-in; the core reads back a minute behind its cursors all the same',
  },
  {
    id: 'E50',
    text: 'A client calls version 4 where addresses are unique: code 89, and it falls back to version 3.',
    test: 'test/contract/engagement/older-session.test.ts',
  },
  {
    id: 'E51',
    text: 'Version 4 in JSON: one hit is an object, none leaves the key out.',
    test: 'test/contract/engagement/older-contents.test.ts',
  },
  { id: 'E52', text: 'Six calls at once: the sixth gets code 66.', test: 'test/contract/engagement/limits.test.ts' },
  {
    id: 'E53',
    text: 'A one-to-one email to somebody who opted out, through version 3: code 98.',
    test: 'test/contract/engagement/older-errors.test.ts',
  },
  {
    id: 'E54',
    text: 'Version 5 shows a multi-select custom field when one prospect is read, not in a query.',
    test: 'test/contract/engagement/prospects.test.ts',
  },
];
