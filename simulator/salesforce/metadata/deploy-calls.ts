import { SalesforceError } from '../errors.js';
import type { SignedSoapCall } from '../soap/envelope.js';
import { child, childText, tag } from '../soap/xml.js';
import type { SalesforceOrg } from '../state.js';
import { inOrder } from './component.js';
import type { DeployMessage, Deployment } from './deployments.js';
import { type Package, readPackage } from './package-zip.js';
import { removeComponent, saveComponent } from './save.js';

/**
 * deploy() - carries out a zip. It is done before the answer arrives, which tells, as ever, that it is queued.
 *
 * Source: Metadata API guide, "deploy()"; with `rollbackOnError`, the default, one failure undoes all.
 */
export function deploy({ state, body, session, world }: SignedSoapCall): string {
  const options = child(body, 'DeployOptions');
  const isCheckOnly = childText(options, 'checkOnly') === 'true';
  const rollsBack = childText(options, 'rollbackOnError') !== 'false';
  const messages = carryOut(state, readPackage(childText(body, 'ZipFile') ?? ''), session.userId, { isCheckOnly, rollsBack });
  const failures = messages.filter((message) => message.problem !== null).length;
  const status = failures === 0 ? 'Succeeded' : rollsBack || failures === messages.length ? 'Failed' : 'SucceededPartial';
  const Id = state.ids.next('0Af');
  state.deployments.put({ Id, by: session.userId, at: world.clock.now(), isCheckOnly, rollsBack, status, messages });
  return `<result><done>false</done>${tag('id', Id)}<state>Queued</state></result>`;
}

class RolledBack extends Error {}

function carryOut(
  org: SalesforceOrg,
  { components, deletions, problems }: Package,
  by: string,
  { isCheckOnly, rollsBack }: { readonly isCheckOnly: boolean; readonly rollsBack: boolean },
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

/** checkDeployStatus() - what became of it. Source: Metadata API guide, "DeployResult". */
export function checkDeployStatus({ state, body }: SignedSoapCall): string {
  const found = state.deployments.get(childText(body, 'asyncProcessId') ?? '');
  if (found === undefined) throw new SalesforceError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  return `<result>${printDeployment(state, found, childText(body, 'includeDetails') === 'true')}</result>`;
}

function printDeployment(
  org: SalesforceOrg,
  { Id, by, at, isCheckOnly, rollsBack, status, messages }: Deployment,
  hasDetails: boolean,
): string {
  const failed = messages.filter(({ problem }) => problem !== null);
  const when = new Date(at).toISOString();
  const elements: readonly (readonly [string, string | number | boolean])[] = [
    ['checkOnly', isCheckOnly],
    ['completedDate', when],
    ['createdBy', by],
    ['createdByName', String(org.lookup(by)?.['Name'] ?? '')],
    ['createdDate', when],
  ];
  const rest: readonly (readonly [string, string | number | boolean])[] = [
    ['done', true],
    ['id', Id],
    ['ignoreWarnings', false],
    ['lastModifiedDate', when],
    ['numberComponentErrors', failed.length],
    ['numberComponentsDeployed', messages.length - failed.length],
    ['numberComponentsTotal', messages.length],
    ['numberTestErrors', 0],
    ['numberTestsCompleted', 0],
    ['numberTestsTotal', 0],
    ['rollbackOnError', rollsBack],
    ['runTestsEnabled', false],
    ['startDate', when],
    ['status', status],
    ['success', status === 'Succeeded'],
  ];
  const print = (each: typeof elements): string => each.map(([name, value]) => tag(name, value)).join('');
  const details = hasDetails ? `<details>${messages.map((message) => printMessage(message, when)).join('')}${NO_TESTS}</details>` : '';
  return print(elements) + details + print(rest);
}

const NO_TESTS = '<runTestResult><numFailures>0</numFailures><numTestsRun>0</numTestsRun><totalTime>0.0</totalTime></runTestResult>';

function printMessage({ type, fullName, file, isCreated, isDeleted, problem }: DeployMessage, when: string): string {
  const name = problem === null ? 'componentSuccesses' : 'componentFailures';
  const trouble = problem === null ? '' : `${tag('problem', problem)}<problemType>Error</problemType>`;
  return (
    `<${name}>${tag('changed', problem === null)}${tag('componentType', type)}${tag('created', isCreated)}${tag('createdDate', when)}` +
    `${tag('deleted', isDeleted)}${tag('fileName', file)}${tag('fullName', fullName)}${trouble}${tag('success', problem === null)}</${name}>`
  );
}
