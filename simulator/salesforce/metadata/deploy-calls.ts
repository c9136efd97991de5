import type { SignedSoapCall } from '../soap/envelope.js';
import { isFalse, isTrue } from '../soap/sobjects.js';
import { child, childText, plainElement, tag } from '../soap/xml.js';
import { cancelDeployment, deploymentOf, deployValidated, deployZip } from './carry-out.js';
import { deployResult } from './deploy-result.js';

/** deploy() - carries out a zip. It is done before the answer arrives, which tells, as ever, that it is queued. Source: Metadata API guide, "deploy()". */
export function deploy({ state, body, session }: SignedSoapCall): string {
  const options = child(body, 'DeployOptions');
  const isCheckOnly = isTrue(childText(options, 'checkOnly'));
  const rollsBack = !isFalse(childText(options, 'rollbackOnError'));
  const allowsMissing = isTrue(childText(options, 'allowMissingFiles'));
  const zip = Buffer.from(childText(body, 'ZipFile') ?? '', 'base64');
  return queued(deployZip(state, zip, session.userId, { isCheckOnly, rollsBack, allowsMissing }).Id);
}

/** What calls answer that go on by themselves. */
export const queued = (id: string): string => `<result><done>false</done>${tag('id', id)}<state>Queued</state></result>`;

/** deployRecentValidation() - carries out what was checked; gives the id of the deployment. */
export function deployRecentValidation({ state, body, session }: SignedSoapCall): string {
  return tag('result', deployValidated(state, childText(body, 'validationId') ?? '', session.userId).Id);
}

/** cancelDeploy(). Source: Metadata API guide, "cancelDeploy()". */
export const cancelDeploy = ({ state, body }: SignedSoapCall): string =>
  cancelDeployment(state, childText(body, 'id') ?? childText(body, 'String') ?? '');

/** checkDeployStatus() - what became of it. Source: Metadata API guide, "DeployResult". */
export function checkDeployStatus({ state, body }: SignedSoapCall): string {
  const found = deploymentOf(state, childText(body, 'asyncProcessId') ?? '');
  return plainElement('result', deployResult(state, found, isTrue(childText(body, 'includeDetails'))));
}
