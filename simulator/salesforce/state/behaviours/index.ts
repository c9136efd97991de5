import type { SObjectType } from '../../schema.js';
import type { Behaviour } from './behaviour.js';
import { CAMPAIGN, CAMPAIGN_MEMBER } from './campaigns.js';
import { CASE } from './cases.js';
import { CONTRACT } from './contracts.js';
import { INTACCT_CONFIGURATION, INTACCT_ERROR_LOG } from './intacct-package.js';
import { OPPORTUNITY } from './opportunities.js';
import { CONTACT, LEAD, USER } from './persons.js';
import { OPPORTUNITY_LINE_ITEM, PRICEBOOK_ENTRY } from './products.js';
import { TASK } from './tasks.js';

const BEHAVIOURS: ReadonlyMap<string, Behaviour> = new Map<string, Behaviour>([
  ['Campaign', CAMPAIGN],
  ['CampaignMember', CAMPAIGN_MEMBER],
  ['Case', CASE],
  ['Contact', CONTACT],
  ['Contract', CONTRACT],
  ['Lead', LEAD],
  ['Opportunity', OPPORTUNITY],
  ['OpportunityLineItem', OPPORTUNITY_LINE_ITEM],
  ['PricebookEntry', PRICEBOOK_ENTRY],
  ['Task', TASK],
  ['User', USER],
  ['ia_crm__Intacct_Configuration__c', INTACCT_CONFIGURATION],
  ['ia_crm__Intacct_Error_Log__c', INTACCT_ERROR_LOG],
]);

const NOTHING: Behaviour = {};

export function behaviourOf(type: SObjectType): Behaviour {
  return BEHAVIOURS.get(type.name) ?? NOTHING;
}
