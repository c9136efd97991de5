import { SalesforceError } from '../errors.js';
import { parseId } from '../ids.js';
import type { SalesforceOrg } from '../state.js';
import { inOrder } from './component.js';
import type { DeployMessage, Deployment } from './deployments.js';
import { keep } from './kept.js';
import { type Package, readPackage } from './package-zip.js';
import { removeComponent, saveComponent } from './save.js';

export type DeployOptions = { readonly isCheckOnly: boolean; readonly rollsBack: boolean; readonly allowsMissing: boolean };

/**
 * Carries out a zip, at once. One that is only checked keeps its zip, to be carried out later.
 *
 * Source: Metadata API guide, "deploy()"; with `rollbackOnError`, the default, one failure undoes all.
 */
export function deployZip(org: SalesforceOrg, zip: Uint8Array, by: string, options: DeployOptions): Deployment {
  const messages = carryOut(org, readPackage(zip, options.allowsMissing), by, options);
  const failures = messages.filter((message) => message.problem !== null).length;
  const status = failures === 0 ? 'Succeeded' : options.rollsBack || failures === messages.length ? 'Failed' : 'SucceededPartial';
  const kept = options.isCheckOnly && status === 'Succeeded' ? Buffer.from(zip).toString('base64') : null;
  const at = org.world.clock.now();
  const { isCheckOnly, rollsBack, allowsMissing } = options;
  return keep(org.deployments, { Id: org.ids.next('0Af'), by, at, isCheckOnly, rollsBack, allowsMissing, status, messages, zip: kept });
}

/** How long a check may be turned into a deployment. Source: Metadata API guide, "deployRecentValidation()". */
const VALIDATION_LIFE_MS = 10 * 86_400_000;

/**
 * Carries out what was checked lately.
 *
 * Source:  Metadata API guide, "deployRecentValidation()".
 * Assumed: the wording of the refusal.
 */
export function deployValidated(org: SalesforceOrg, id: string, by: string): Deployment {
  const checked = deploymentOf(org, id);
  if (checked.zip === null || org.world.clock.now() - checked.at > VALIDATION_LIFE_MS) {
    throw new SalesforceError('INVALID_ID_FIELD', `The ID ${id} is not the one of a recent successful validation.`);
  }
  return deployZip(org, Buffer.from(checked.zip, 'base64'), by, {
    isCheckOnly: false,
    rollsBack: true,
    allowsMissing: checked.allowsMissing,
  });
}

/** The deployment of an id in either form. */
export function deploymentOf(org: SalesforceOrg, id: string): Deployment {
  const found = org.deployments.get(parseId(id) ?? '');
  if (found === undefined) throw new SalesforceError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  return found;
}

/** Deployments are over before anybody could stop them. Assumed: the wording. */
export function cancelDeployment(org: SalesforceOrg, id: string): never {
  deploymentOf(org, id);
  throw new SalesforceError('INVALID_ID_FIELD', 'Deployment already completed');
}

class RolledBack extends Error {}

function carryOut(
  org: SalesforceOrg,
  { components, deletions, problems }: Package,
  by: string,
  { isCheckOnly, rollsBack }: DeployOptions,
): readonly DeployMessage[] {
  const messages: DeployMessage[] = [...problems];
  const attempt = (message: Omit<DeployMessage, 'problem' | 'isCreated'>, act: () => boolean): void => {
    try {
      messages.push({ ...message, isCreated: act(), problem: null });
    } catch (error) {
      if (!(error instanceof SalesforceError)) throw error;
      messages.push({ ...message, isCreated: false, problem: error.message });
    }
  };
  try {
    org.world.atomic(() => {
      for (const component of inOrder(components)) {
        const { type, fullName, file } = component;
        attempt({ type, fullName, file, isDeleted: false }, () => saveComponent(org, component, 'upsert', by));
      }
      for (const { type, fullName } of deletions) {
        attempt({ type, fullName, file: 'destructiveChanges.xml', isDeleted: true }, () => {
          removeComponent(org, type, fullName, by);
          return false;
        });
      }
      if (isCheckOnly || (rollsBack && messages.some(({ problem }) => problem !== null))) throw new RolledBack();
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
  }
  return messages;
}
