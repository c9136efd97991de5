import type { GatewayFunction } from '../gateway-function.js';
import { childText } from '../parse.js';
import { xml } from '../write.js';

/** getFinancialSetup - the company's books. Source: developer.intacct.com, "Financial setup". */
export const financialSetup: GatewayFunction = ({ company }) => {
  const isMultiEntity = company.table('LOCATIONENTITY').size > 0;
  const isMultiCurrency = company.settings.get('company.multiCurrency') === true;
  const setup = [
    xml('baseCurrency', 'USD'),
    xml('defaultBook', 'ACCRUAL'),
    xml('firstFiscalMonth', 'January'),
    xml('multiBaseCurrency', 'false'),
    xml('multiBook', 'false'),
    xml('multiCurrency', String(isMultiCurrency)),
    xml('multiEntityShared', String(isMultiEntity)),
  ];
  return [xml('data', [xml('financialsetup', setup)], { listtype: 'financialsetup', count: 1 })];
};

/** readEntityDetails - where the caller is signed in. Source: developer.intacct.com, "Entities". Assumed: the top level's row. */
export const entityDetails: GatewayFunction = ({ company, signed }) => {
  const entity = signed.entity === '' ? undefined : company.find('LOCATIONENTITY', signed.entity);
  const details = [
    xml('id', signed.entity),
    xml('name', String(entity?.['NAME'] ?? company.id)),
    xml('recordno', String(entity?.['RECORDNO'] ?? '')),
    xml('currency', String(entity?.['CURRENCY'] ?? 'USD')),
    xml('firstmonth', String(entity?.['FIRSTMONTH'] ?? 'January')),
    xml('firstmonthtax', String(entity?.['FIRSTMONTHTAX'] ?? 'January')),
    xml('weekstart', String(entity?.['WEEKSTART'] ?? 'Sunday')),
  ];
  return [xml('data', [xml('entity', details)], { listtype: 'entity', count: 1 })];
};

/** get_companyprefs - preferences of an application. Source: "XML functions". Assumed: which there are. */
export const companyPreferences: GatewayFunction = ({ company, element }) => {
  const application = element.attributes['application'] ?? childText(element, 'application') ?? '';
  const preferences = Object.entries(PREFERENCES[application.toUpperCase()] ?? {});
  const rows = preferences.map(([preference, value]) =>
    xml('companypref', [
      xml('application', application),
      xml('preference', preference),
      xml('prefvalue', value === 'COMPANYID' ? company.id : value),
    ]),
  );
  return [xml('data', rows, { listtype: 'companypref', count: rows.length })];
};

/** get_applications - what the company is subscribed to. Source: "XML functions". Assumed: the shape of a row. */
export const applications: GatewayFunction = () => {
  const rows = APPLICATIONS.map(([id, name]) => xml('application', [xml('applicationid', id), xml('name', name)]));
  return [xml('data', rows, { listtype: 'application', count: rows.length })];
};

const APPLICATIONS = [
  ['GEN', 'Company'],
  ['GL', 'General Ledger'],
  ['AR', 'Accounts Receivable'],
  ['SO', 'Order Entry'],
  ['CN', 'Contracts'],
] as const;

const PREFERENCES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  GEN: { COMPANYID: 'COMPANYID', DATEFORMAT: '/mdY4', TIMEFORMAT: 'HH24:MI:SS' },
  AR: { BASECURR: 'USD' },
};
