import { SalesforceError } from '../errors.js';
import { parseId } from '../ids.js';
import type { SignedSoapCall } from '../soap/envelope.js';
import { child, childText, plainElement } from '../soap/xml.js';
import { queued } from './deploy-calls.js';
import { keep } from './kept.js';
import { filePropertiesOf } from './read-calls.js';
import { retrieveZip } from './retrieve-zip.js';

/**
 * retrieve() - packs what a manifest names. It is done before the answer arrives, which tells, as ever, that it is queued.
 *
 * Source: Metadata API guide, "retrieve()", "RetrieveRequest".
 */
export async function retrieve({ state, body, session, world, apiVersion }: SignedSoapCall): Promise<string> {
  const request = child(body, 'request') ?? child(body, 'retrieveRequest');
  const unpackaged = child(request, 'unpackaged');
  const version = childText(unpackaged, 'version') ?? childText(request, 'apiVersion') ?? apiVersion;
  const { zip, pieces, problems } = await retrieveZip(state, unpackaged, version, childText(request, 'singlePackage') === 'true');
  const Id = state.ids.next('09S');
  const packed = Buffer.from(zip).toString('base64');
  keep(state.retrievals, { Id, by: session.userId, at: world.clock.now(), pieces, problems, zip: packed });
  return queued(Id);
}

/** checkRetrieveStatus() - what became of it, and the zip. Source: Metadata API guide, "checkRetrieveStatus()", "RetrieveResult". */
export function checkRetrieveStatus({ state, body }: SignedSoapCall): string {
  const found = state.retrievals.get(parseId(childText(body, 'asyncProcessId') ?? '') ?? '');
  if (found === undefined) throw new SalesforceError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  const { Id, by, at, pieces, problems, zip } = found;
  return plainElement('result', {
    done: true,
    fileProperties: pieces.map(({ type, fullName, file }, index) => filePropertiesOf(state, { type, fullName, file, index, by, at })),
    id: Id,
    messages: problems.map(({ file, problem }) => ({ fileName: file, problem })),
    status: 'Succeeded',
    success: true,
    zipFile: childText(body, 'includeZip') === 'false' ? null : zip,
  });
}
