import type { SObjectType } from '../../schema.js';
import { autoNumberText } from '../custom-objects.js';
import type { Behaviour } from './behaviour.js';
import { CAMPAIGN, CAMPAIGN_MEMBER } from './campaigns.js';
import { CASE } from './cases.js';
import { CONTRACT } from './contracts.js';
import { CONTENT_DOCUMENT_LINK, CONTENT_VERSION } from './files.js';
import { INTACCT_CONFIGURATION, INTACCT_ERROR_LOG, INTACCT_MASS_SYNC } from './intacct-package.js';
import { OPPORTUNITY } from './opportunities.js';
import { ORDER, ORDER_ITEM, QUOTE, QUOTE_LINE_ITEM } from './orders.js';
import { CONTACT, LEAD, USER } from './persons.js';
import { OPPORTUNITY_LINE_ITEM, PRICEBOOK_ENTRY } from './products.js';
import { PUSH_TOPIC } from './push-topics.js';
import { TASK } from './tasks.js';

const BEHAVIOURS: ReadonlyMap<string, Behaviour> = new Map<string, Behaviour>([
  ['Campaign', CAMPAIGN],
  ['CampaignMember', CAMPAIGN_MEMBER],
  ['Case', CASE],
  ['Contact', CONTACT],
  ['ContentDocumentLink', CONTENT_DOCUMENT_LINK],
  ['ContentVersion', CONTENT_VERSION],
  ['Contract', CONTRACT],
  ['Lead', LEAD],
  ['Opportunity', OPPORTUNITY],
  ['OpportunityLineItem', OPPORTUNITY_LINE_ITEM],
  ['Order', ORDER],
  ['OrderItem', ORDER_ITEM],
  ['PricebookEntry', PRICEBOOK_ENTRY],
  ['PushTopic', PUSH_TOPIC],
  ['Quote', QUOTE],
  ['QuoteLineItem', QUOTE_LINE_ITEM],
  ['Task', TASK],
  ['User', USER],
  ['ia_crm__Intacct_Configuration__c', INTACCT_CONFIGURATION],
  ['ia_crm__Intacct_Error_Log__c', INTACCT_ERROR_LOG],
  ['ia_crm__Mass_Sync__c', INTACCT_MASS_SYNC],
]);

const NOTHING: Behaviour = {};

export function behaviourOf(type: SObjectType): Behaviour {
  return BEHAVIOURS.get(type.name) ?? (type.definition.isCustom && type.nameField?.isAutoNumber === true ? autoNumbered(type) : NOTHING);
}

/** Numbers the records of a custom object whose name is a number. */
function autoNumbered({ name }: SObjectType): Behaviour {
  return {
    beforeSave(org, draft) {
      const { nameField } = org.definitions.addedObjects.find(({ fullName }) => fullName === name) ?? {};
      if (draft.before !== null || nameField === undefined) return;
      const counter = org.world.cell(`salesforce:number:${name}`, nameField.startingNumber ?? 1);
      draft.set('Name', autoNumberText(nameField, counter.get(), org.now()));
      counter.set(counter.get() + 1);
    },
  };
}
