import { invalidReference } from '../../errors.js';
import type { IntacctCompany } from '../../state/company.js';
import { PERMITTED, type Permitted } from '../../state/permissions.js';
import type { GatewayFunction } from '../gateway-function.js';
import { childText } from '../parse.js';
import { type Xml, xml } from '../write.js';

/** Dimensions that every company has. */
const DIMENSIONS = ['DEPARTMENT', 'LOCATION', 'CLASS', 'CUSTOMER', 'EMPLOYEE', 'ITEM', 'PROJECT', 'CONTRACT'];

/** How permissions are called in lists of rights. */
const RIGHTS: Readonly<Record<Permitted, string>> = { read: 'List|View', create: 'Add', update: 'Edit', delete: 'Delete' };

/** getDimensions - what transactions can be tagged with. Source: the official SDK, DimensionsGet. Assumed: the shape of a row. */
export const dimensionList: GatewayFunction = ({ company }) => {
  const own = company.setup.platformObjects.filter((each) => each.isDimension);
  const standard = DIMENSIONS.map((name) => dimension(name, company.object(name)!.label, false));
  const dimensions = [...standard, ...own.map(({ id, label }) => dimension(id, label, true))];
  return [xml('data', [xml('dimensions', dimensions)])];
};

function dimension(name: string, label: string, isOwn: boolean): Xml {
  return xml('dimension', [
    xml('objectName', name),
    xml('objectLabel', label),
    xml('termLabel', label),
    xml('userDefinedDimension', String(isOwn)),
    xml('enabledInGL', 'true'),
  ]);
}

/**
 * getUserPermissions - what a user may do.
 *
 * Source:  the official SDK, GetUserPermissions: `userId`.
 * Assumed: the shape; one application with a policy for each object.
 */
export const userPermissions: GatewayFunction = ({ company, element }) => {
  const user = childText(element, 'userId') ?? '';
  if (company.find('USERINFO', user) === undefined) throw invalidReference('User', user);
  const policies = company.setup
    .objects()
    .map(({ name, plural }) => xml('policy', [xml('policyName', plural), xml('rights', rightsOf(company, user, name))]));
  const subscription = xml('appSubscription', [xml('applicationName', 'Company'), xml('policies', policies)]);
  return [xml('data', [xml('permissions', [subscription])])];
};

function rightsOf(company: IntacctCompany, user: string, object: string): string {
  const own = company.setup.permissions.filter((each) => each.user === user);
  const may = own.length === 0 ? PERMITTED : own.filter((each) => [object, '*'].includes(each.object)).flatMap((each) => each.may);
  return PERMITTED.filter((verb) => may.includes(verb))
    .map((verb) => RIGHTS[verb])
    .join('|');
}
