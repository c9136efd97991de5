import type { SalesforceOrg } from '../state.js';
import type { DeployMessage, Deployment } from './deployments.js';

/** A deployment as both surfaces tell it. Source: Metadata API guide, "DeployResult". */
export function deployResult(org: SalesforceOrg, deployment: Deployment, hasDetails: boolean): Readonly<Record<string, unknown>> {
  const { Id, by, at, isCheckOnly, rollsBack, status, messages } = deployment;
  const failed = messages.filter(({ problem }) => problem !== null);
  const when = new Date(at).toISOString();
  return {
    checkOnly: isCheckOnly,
    completedDate: when,
    createdBy: by,
    createdByName: String(org.lookup(by)?.['Name'] ?? ''),
    createdDate: when,
    ...(hasDetails ? { details: detailsOf(messages, when) } : {}),
    done: true,
    id: Id,
    ignoreWarnings: false,
    lastModifiedDate: when,
    numberComponentErrors: failed.length,
    numberComponentsDeployed: messages.length - failed.length,
    numberComponentsTotal: messages.length,
    numberTestErrors: 0,
    numberTestsCompleted: 0,
    numberTestsTotal: 0,
    rollbackOnError: rollsBack,
    runTestsEnabled: false,
    startDate: when,
    status,
    success: status === 'Succeeded',
  };
}

function detailsOf(messages: readonly DeployMessage[], when: string): Readonly<Record<string, unknown>> {
  const told = messages.map((message) => toldOf(message, when));
  return {
    componentFailures: told.filter(({ success }) => !success),
    componentSuccesses: told.filter(({ success }) => success),
    runTestResult: { numFailures: 0, numTestsRun: 0, totalTime: 0 },
  };
}

function toldOf({ type, fullName, file, isCreated, isDeleted, problem }: DeployMessage, createdDate: string) {
  const success = problem === null;
  return {
    changed: success,
    componentType: type,
    created: isCreated,
    createdDate,
    deleted: isDeleted,
    fileName: file,
    fullName,
    ...(success ? {} : { problem, problemType: 'Error' }),
    success,
  };
}
