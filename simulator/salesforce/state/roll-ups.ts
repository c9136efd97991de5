import type { Row } from '../../kernel/table.js';
import type { SalesforceOrg } from '../state.js';
import { updateBySystem } from './update.js';

/** An opportunity's amount is the sum of its lines, as long as it has any. */
export function rollUpOpportunity(org: SalesforceOrg, opportunityId: unknown): void {
  const opportunity = live(org, opportunityId);
  if (opportunity === null) return;
  const lines = childrenOf(org, 'OpportunityLineItem', 'OpportunityId', opportunityId as string);
  const sums =
    lines.length === 0
      ? { HasOpportunityLineItem: false }
      : { HasOpportunityLineItem: true, Amount: sum(lines, 'TotalPrice'), TotalOpportunityQuantity: sum(lines, 'Quantity') };
  setWhenChanged(org, opportunity, sums);
}

/** A campaign counts its members and opportunities. */
export function rollUpCampaign(org: SalesforceOrg, campaignId: unknown): void {
  const campaign = live(org, campaignId);
  if (campaign === null) return;
  const members = childrenOf(org, 'CampaignMember', 'CampaignId', campaignId as string);
  const opportunities = childrenOf(org, 'Opportunity', 'CampaignId', campaignId as string);
  const won = opportunities.filter((row) => row['IsWon'] === true);
  const isConverted = (row: Row): boolean => org.lookup(row['LeadId'])?.['IsConverted'] === true;
  setWhenChanged(org, campaign, {
    NumberOfLeads: members.filter((row) => typeof row['LeadId'] === 'string').length,
    NumberOfConvertedLeads: members.filter(isConverted).length,
    NumberOfContacts: members.filter((row) => typeof row['ContactId'] === 'string').length,
    NumberOfResponses: members.filter((row) => row['HasResponded'] === true).length,
    NumberOfOpportunities: opportunities.length,
    NumberOfWonOpportunities: won.length,
    AmountAllOpportunities: sum(opportunities, 'Amount'),
    AmountWonOpportunities: sum(won, 'Amount'),
  });
}

/** The live records that refer to a parent by an indexed field. */
export function childrenOf(org: SalesforceOrg, typeName: string, fieldName: string, parentId: string): readonly Row[] {
  const type = org.schema.type(typeName)!;
  return org.findBy(type, type.field(fieldName)!, parentId).filter((row) => row['IsDeleted'] !== true);
}

function live(org: SalesforceOrg, id: unknown): Row | null {
  const row = typeof id === 'string' ? org.lookup(id) : undefined;
  return row === undefined || row['IsDeleted'] === true ? null : row;
}

function sum(rows: readonly Row[], name: string): number {
  return Math.round(rows.reduce((total, row) => total + Number(row[name] ?? 0), 0) * 100) / 100;
}

function setWhenChanged(org: SalesforceOrg, row: Row, values: Readonly<Record<string, unknown>>): void {
  if (Object.entries(values).some(([name, value]) => row[name] !== value)) updateBySystem(org, row, values);
}
