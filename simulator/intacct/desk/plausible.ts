import type { IntacctCompany } from '../state/company.js';
import { printDate } from '../values.js';

type Texts = ReadonlyMap<string, string>;

/** What people would have typed for fields that Intacct demands and a scenario leaves out. */
export function plausible(company: IntacctCompany, object: string, texts: Texts): Readonly<Record<string, string>> {
  const number = (): number => 1 + company.world.random(`intacct:plausible:${object}`).int(9_999);
  const have = (name: string): string | undefined => texts.get(name);
  const today = new Date(company.now()).toISOString().slice(0, 10);
  switch (object) {
    case 'CUSTOMER': {
      const name = have('NAME') ?? `Customer ${number()}`;
      return { NAME: name, 'DISPLAYCONTACT.PRINTAS': name };
    }
    case 'CONTACT': {
      const name = have('CONTACTNAME') ?? have('PRINTAS') ?? `Contact ${number()}`;
      return { CONTACTNAME: name, PRINTAS: name };
    }
    case 'LOCATION':
    case 'LOCATIONENTITY': {
      const id = have('LOCATIONID') ?? `L${number()}`;
      return { LOCATIONID: id, NAME: id };
    }
    case 'ITEM': {
      const id = have('ITEMID') ?? `ITEM${number()}`;
      return { ITEMID: id, NAME: id, ITEMTYPE: 'Non-Inventory' };
    }
    case 'ARTERM':
    case 'CUSTTYPE':
      return { NAME: `Name ${number()}` };
    case 'TERRITORY': {
      const id = have('TERRITORYID') ?? `T${number()}`;
      return { TERRITORYID: id, NAME: id };
    }
    case 'USERINFO':
      return { LOGINID: `user${number()}` };
    case 'CONTRACT':
      return {
        NAME: `Contract ${number()}`,
        BEGINDATE: printDate(today),
        ENDDATE: printDate(`${Number(today.slice(0, 4)) + 1}-12-31`),
        TERMNAME: 'Net 30',
      };
    case 'CONTRACTDETAIL':
      return { ITEMID: 'ITEM1', QUANTITY: '1', PRICE: '100' };
    default:
      return plainly(company, object, number());
  }
}

/** Texts that an object demands, from their labels. */
function plainly(company: IntacctCompany, object: string, number: number): Readonly<Record<string, string>> {
  const texts = (company.object(object)?.required ?? []).filter((field) => field.type === 'text' && field.reference === undefined);
  return Object.fromEntries(texts.map((field) => [field.name, `${field.label} ${number}`.slice(-(field.charsMax ?? 40))]));
}
