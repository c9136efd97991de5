import { rowError } from '../../errors.js';
import { STAGES } from '../../objects/sales.js';
import type { SalesforceOrg } from '../../state.js';
import { createBySystem } from '../create.js';
import type { Draft } from '../draft.js';
import { rollUpCampaign } from '../roll-ups.js';
import type { Behaviour } from './behaviour.js';

const CATEGORY_NAMES: Readonly<Record<string, string>> = { BestCase: 'Best Case', Forecast: 'Commit' };

/**
 * An opportunity's stage decides its probability, forecast category and whether it is closed; its lines decide its amount.
 *
 * Source: Object Reference, "Opportunity": Amount is ignored when there are products, Probability defaults from StageName.
 */
export const OPPORTUNITY: Behaviour = {
  beforeSave(org, draft) {
    if (draft.isChanged('StageName')) applyStage(org, draft);
    if (draft.before !== null && draft.before['HasOpportunityLineItem'] === true) draft.set('Amount', draft.before['Amount']);
    if (draft.before !== null && String(draft.get('CloseDate')).slice(0, 7) > String(draft.before['CloseDate']).slice(0, 7)) {
      draft.set('PushCount', Number(draft.get('PushCount') ?? 0) + 1);
    }
  },
  check(org, draft) {
    checkBillTo(org, draft);
  },
  afterSave(org, draft) {
    const contactId = draft.get('ContactId');
    if (draft.before === null && typeof contactId === 'string') {
      createBySystem(org, 'OpportunityContactRole', { OpportunityId: draft.id, ContactId: contactId, IsPrimary: true }, draft.by);
    }
    rollUpCampaign(org, draft.before?.['CampaignId']);
    rollUpCampaign(org, draft.get('CampaignId'));
  },
  afterRemoval: (org, row) => rollUpCampaign(org, row['CampaignId']),
};

/** Assumed: a stage that the org does not know (the picklist is open) counts as open with no probability. */
function applyStage(org: SalesforceOrg, draft: Draft): void {
  const stage = STAGES.find(({ name }) => name === draft.get('StageName'));
  const category = stage?.category ?? 'Pipeline';
  if (!draft.isGiven('Probability') || draft.get('Probability') === null) draft.set('Probability', stage?.probability ?? 0);
  if (!draft.isGiven('ForecastCategoryName')) draft.set('ForecastCategoryName', CATEGORY_NAMES[category] ?? category);
  draft.set('ForecastCategory', category);
  draft.set('IsClosed', stage?.isClosed ?? false);
  draft.set('IsWon', stage?.isWon ?? false);
  if (draft.before !== null) draft.set('LastStageChangeDate', org.now());
}

/**
 * The package's lookup filter: only resellers may be billed in the customer's place, by the types that the package's page names.
 *
 * Source:  rules IA-29 to IA-32; Sage Intacct help, "Lightning app main settings": up to three types; REST API guide, FIELD_FILTER_VALIDATION_EXCEPTION.
 * Assumed: the filter's text is the platform's default.
 */
function checkBillTo(org: SalesforceOrg, draft: Draft): void {
  const name = 'ia_crm__Bill_to_Account__c';
  const id = draft.get(name);
  if (!draft.isGiven(name) || typeof id !== 'string' || resellerTypes(org).includes(String(org.lookup(id)?.['Type']))) return;
  throw rowError('FIELD_FILTER_VALIDATION_EXCEPTION', 'Value does not exist or does not match filter criteria.', [name]);
}

function resellerTypes(org: SalesforceOrg): readonly string[] {
  const type = org.schema.type('ia_crm__Intacct_Configuration__c')!;
  const [page] = org.table(type).rows();
  const named = page?.['ia_crm__Reseller_Account_Types__c'];
  return typeof named === 'string' && named !== '' ? named.split(';') : ['Reseller'];
}
