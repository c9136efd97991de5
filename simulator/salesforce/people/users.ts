import type { Fields } from '../../kernel/people.js';
import { invalidField } from '../errors.js';
import type { SalesforceOrg } from '../state.js';

/**
 * A user as people make one: `UserType` chooses a matching profile; what signs in gets a name of its own.
 *
 * Source: Object Reference, "User": the user type follows the profile's licence.
 */
export function userFields(org: SalesforceOrg, given: Fields, isNew = true): Fields {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const field = org.schema.type('User')!.field(name);
    if (field?.name === 'UserType') fields['ProfileId'] ??= profileOf(org, String(value));
    else fields[field?.name ?? name] = value;
  }
  if (!isNew) return fields;
  const number = org.table(org.schema.type('User')!).size + 1;
  fields['Username'] ??= `user${number}@backlot.test`;
  fields['Email'] ??= String(fields['Username']);
  fields['Alias'] ??= `user${number}`.slice(0, 8);
  fields['CommunityNickname'] ??= `user${number}`;
  fields['ProfileId'] ??= profileOf(org, 'Standard');
  return fields;
}

function profileOf(org: SalesforceOrg, userType: string): unknown {
  const profiles = org.table(org.schema.type('Profile')!).filter((row) => String(row['UserType']).toLowerCase() === userType.toLowerCase());
  const found = profiles.find((row) => row['Name'] === 'Standard User') ?? profiles[0];
  if (found === undefined) throw invalidField(`User Type: bad value for restricted picklist field: ${userType}`, ['UserType']);
  return found['Id'];
}
