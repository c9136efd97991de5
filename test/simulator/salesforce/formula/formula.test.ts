import { expect, it } from 'vitest';
import { newOrg } from '../org.js';

const LEAD = { LastName: 'Jensen', Company: 'Acme', Title: 'CTO', LeadSource: 'Web', NumberOfEmployees: 25, Email: 'jane@acme.example' };

it.each([
  ['ISBLANK(Phone)', true],
  ['NOT(ISBLANK(Title))', true],
  ["ISPICKVAL(LeadSource, 'Web') && LEN(Title) = 3", true],
  ['ISPICKVAL(LeadSource, "Other") || FALSE', false],
  ['NumberOfEmployees >= 25', true],
  ['NumberOfEmployees + 5 * 2 = 35', true],
  ['(NumberOfEmployees + 5) * 2 = 60', true],
  ['-NumberOfEmployees < 0', true],
  ['AnnualRevenue = 0', true],
  ['TEXT(LeadSource) = "Web"', true],
  ['REGEX(Email, "[^@]+@acme\\\\.example")', true],
  ['REGEX(Email, "acme")', false],
  ['REGEX(Email, "(?i)JANE@[A-Z]+\\\\.EXAMPLE")', true],
  ['REGEX("415-555-0199", "\\\\D*?(\\\\d\\\\D*?){10}")', true],
  ['REGEX("A1b", "(?=.*\\\\d)(?!.*x)\\\\w{2,3}")', true],
  ['REGEX("A1x", "(?=.*\\\\d)(?!.*x)\\\\w{2,3}")', false],
  ['REGEX("90210-1234", "\\\\d{5}(-\\\\d{4})?")', true],
  ['REGEX("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "(a+)+b|(a|aa)*c")', false],
  ['ISBLANK(DATE(NumberOfEmployees * 99999999, 1, 1))', true],
  ['ISBLANK(TODAY() + 999999999)', true],
  [
    'ISBLANK(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "a", "bbbbbbbbbbbbbbbbbbbb"), "b", "cccccccccccccccccccc"), "c", "dddddddddddddddddddd"), "d", "eeeeeeeeee"))',
    true,
  ],
  ['CONTAINS(LOWER(Company), "acm")', true],
  ['IF(ISNEW(), Title = "CTO", TRUE)', true],
  ['CASE(LeadSource, "Web", 1, "Other", 2, 0) = 1', true],
  ['ISCHANGED(Title)', false],
  ['TODAY() = DATE(2026, 3, 2)', true],
  ['TODAY() + 30 > DATEVALUE("2026-03-31")', true],
  ["LastModifiedBy.Username = 'admin@backlot.test'", false],
  ["$User.Username = 'admin@backlot.test' /* who saves */", true],
  ["Title & '-' & Company = 'CTO-Acme'", true],
  ['Title <> "CEO"', true],
])('%s is %s for a new lead', (errorConditionFormula, holds) => {
  const { create } = newOrg();
  create('ValidationRule', { object: 'Lead', errorConditionFormula, errorMessage: 'broken' });
  const attempt = () => create('Lead', LEAD);
  if (holds) expect(attempt).toThrow('broken');
  else expect(attempt).not.toThrow();
});

it('looks at what was there before an edit', () => {
  const { create, update } = newOrg();
  create('ValidationRule', {
    object: 'Lead',
    errorConditionFormula: 'AND(ISCHANGED(Status), ISPICKVAL(PRIORVALUE(Status), "Working - Contacted"), NOT(ISNEW()))',
    errorMessage: 'No way back',
  });
  const lead = create('Lead', { ...LEAD, Status: 'Working - Contacted' });
  update('Lead', lead, { Title: 'CEO' });
  expect(() => update('Lead', lead, { Status: 'Open - Not Contacted' })).toThrow('No way back');
});

it.each([
  ['a function that is not there', 'VLOOKUP(Name, Name, Name)', 'Unknown function VLOOKUP'],
  ['a field that is not there', 'ISBLANK(Colour__c)', 'Field Colour__c does not exist'],
  ['a picklist compared as a text', 'LeadSource = "Web"', 'LeadSource is a picklist field'],
  ['too few parameters', 'LEFT(Title)', 'Incorrect number of parameters'],
  ['an open bracket', 'AND(ISBLANK(Phone)', "Missing ')'"],
  ['a pattern that is none', 'REGEX(Title, "(")', 'Invalid regular expression'],
  ['a pattern that looks back', 'REGEX(Title, "(a)\\\\1")', 'Invalid regular expression'],
  ['a pattern that is repeated without end', 'REGEX(Title, "((a{1000}){1000}){1000}")', 'Invalid regular expression'],
  ['an unknown sign', 'Title # 1', "Found '#'"],
  ['something after the end', 'ISBLANK(Phone) Title', "Extra 'Title'"],
  ['nothing', '', 'Unexpected end of formula'],
  ['brackets without end', '('.repeat(2_000), 'too complex'],
])('refuses to save a rule with %s', (_title, errorConditionFormula, text) => {
  expect(() => newOrg().create('ValidationRule', { object: 'Lead', errorConditionFormula, errorMessage: 'x' })).toThrow(text);
});
