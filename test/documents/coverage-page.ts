import { GAPS as ENGAGEMENT_GAPS } from '../../simulator/engagement/gaps.js';
import { ROUTES as ENGAGEMENT_ROUTES } from '../../simulator/engagement/routes.js';
import { GAPS as INTACCT_GAPS } from '../../simulator/intacct/gaps.js';
import { OBJECTS as INTACCT_OBJECTS } from '../../simulator/intacct/objects/dictionary.js';
import { ROUTES as INTACCT_ROUTES } from '../../simulator/intacct/routes.js';
import { FUNCTIONS } from '../../simulator/intacct/xml/functions.js';
import type { Route } from '../../simulator/kernel/routes.js';
import { GAPS as SALESFORCE_GAPS } from '../../simulator/salesforce/gaps.js';
import { STANDARD_OBJECTS } from '../../simulator/salesforce/objects/index.js';
import { routes as SALESFORCE_ROUTES } from '../../simulator/salesforce/routes.js';

/** `docs/coverage.md`, made from the route tables and each vendor's own list of what is not there. */
export function coveragePage(): string {
  return `# Coverage

What the stand-ins answer, and plainly what they do not. This page is made from the route tables and from each vendor's \`gaps.ts\`; a test
keeps it true (\`npx vitest run test/documents -u\` writes it anew). Whatever is not here is refused in the vendor's own way. Surfaces
that no vendor has are in [surfaces.md](surfaces.md).

${vendor('Salesforce', SALESFORCE_ROUTES, SALESFORCE_GAPS, `Objects: ${names(STANDARD_OBJECTS.map(({ name }) => name))}.`)}
${vendor('Account Engagement', ENGAGEMENT_ROUTES, ENGAGEMENT_GAPS, '')}
${vendor(
  'Sage Intacct',
  INTACCT_ROUTES,
  INTACCT_GAPS,
  `Functions of the XML gateway: ${names(Object.keys(FUNCTIONS))}.

Objects: ${names(INTACCT_OBJECTS.map(({ name }) => name))}.`,
)}`;
}

function vendor(title: string, routes: readonly Route<never>[], gaps: readonly string[], extra: string): string {
  const lines = routes.map(({ method, path, file }) => `| \`${method} ${path}\` | [${file}](../${file}) |`);
  return `## ${title}

${extra === '' ? '' : `${extra}\n\n`}### Not there

${gaps.map((gap) => `- ${gap}`).join('\n')}

### Routes

| Route | Answered in |
|---|---|
${[...new Set(lines)].join('\n')}
`;
}

function names(list: readonly string[]): string {
  return [...list]
    .sort()
    .map((name) => `\`${name}\``)
    .join(', ');
}
