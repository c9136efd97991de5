import type { UnitCampaign } from '../../model/engagement-setup.js';
import type { Purpose } from '../../model/wire.js';
import type { UnitCalls } from './calls.js';
import type { CustomField, PolledEmail } from './client.js';
import { idOf, textOf } from './wire.js';

/** What version 5 of the API says of a business unit beside its prospects. */
export class V5Reads {
  /** Custom fields of a unit that hold several values. */
  readonly #lists = new Map<string, ReadonlySet<string>>();

  constructor(private readonly calls: UnitCalls) {}

  /** The custom fields that hold several values, as last read. */
  listsOf(unit: string): ReadonlySet<string> {
    return this.#lists.get(unit) ?? new Set();
  }

  /** Source: API v5, "Custom Field": GET /api/v5/objects/custom-fields. */
  async customFields(unit: string): Promise<readonly CustomField[]> {
    const names = ['fieldId', 'type', 'salesforceId', 'isRecordMultipleResponses'];
    const fields = (await this.calls.rows(unit, 'poll', 'custom-fields', names)).map(customFieldOf);
    this.#lists.set(unit, new Set(fields.filter(({ isList }) => isList).map(({ name }) => name)));
    return fields;
  }

  /** Source: API v5, "Visitor Activity": type 6 is an email that was sent. What it belongs to tells its kind. */
  async sentEmails(unit: string, afterId: number): Promise<readonly PolledEmail[]> {
    const names = ['id', 'prospectId', 'details', 'createdAt', 'listEmailId', 'emailTemplateId', 'emailId'];
    const rows = await this.calls.rows(unit, 'poll', 'visitor-activities', names, `type=${SENT}&idGreaterThan=${afterId}&orderBy=id`);
    return rows.map(sentEmailOf);
  }

  /** Where several are connected to one of Salesforce, the one that is there counts, and of those the first. */
  async connectedCampaigns(unit: string, purpose: Purpose = 'read'): Promise<ReadonlyMap<string, UnitCampaign>> {
    const connected = new Map<string, UnitCampaign>();
    const fields = ['id', 'name', 'cost', 'salesforceId', 'isDeleted'];
    for (const row of await this.calls.rows(unit, purpose, 'campaigns', fields, 'deleted=all&orderBy=id')) {
      const [id, salesforceId] = [idOf(row['id']), textOf(row['salesforceId'])];
      if (id === null || salesforceId === null || connected.get(salesforceId)?.isDeleted === false) continue;
      const cost = typeof row['cost'] === 'number' ? row['cost'] : null;
      connected.set(salesforceId, { id, name: textOf(row['name']) ?? '', cost, isDeleted: row['isDeleted'] === true });
    }
    return connected;
  }
}

const SENT = 6;

function sentEmailOf(value: Readonly<Record<string, unknown>>): PolledEmail {
  const at = Date.parse(String(value['createdAt']));
  const base = { id: Number(value['id']), prospectId: String(value['prospectId']), subject: textOf(value['details']) ?? 'Email', at };
  return { ...base, kind: kindOf(value) };
}

/** Assumed: what was sent from a template alone is an autoresponder or a program's; the rest is one to one. */
function kindOf({ listEmailId, emailTemplateId }: Readonly<Record<string, unknown>>): PolledEmail['kind'] {
  if (idOf(listEmailId) !== null) return 'listEmails';
  return idOf(emailTemplateId) === null ? 'oneToOne' : 'autoresponders';
}

/** Types of custom fields that hold several values. Source: API v5, "Custom Field"; reference B.3. */
const LIST_TYPES = new Set(['multi-select', 'checkbox']);

function customFieldOf(value: Readonly<Record<string, unknown>>): CustomField {
  const type = textOf(value['type']) ?? 'text';
  return {
    name: `${value['fieldId']}__c`,
    type,
    salesforceName: textOf(value['salesforceId']),
    isList: LIST_TYPES.has(type) || value['isRecordMultipleResponses'] === true,
  };
}
