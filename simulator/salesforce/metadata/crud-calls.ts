import { SalesforceError } from '../errors.js';
import type { SignedSoapCall } from '../soap/envelope.js';
import { childrenNamed, childText, type Element, tag } from '../soap/xml.js';
import { type ComponentType, componentsIn, fullNameOf, isComponentType } from './component.js';
import { removeComponent, type SaveMode, saveComponent } from './save.js';

/** Pieces that one call may carry. Source: Metadata API guide, "createMetadata()". */
const COMPONENTS_MAX = 10;

/** createMetadata() - new pieces. Source: Metadata API guide, "createMetadata()". */
export const createMetadata = (call: SignedSoapCall): string => saved(call, 'create');
/** updateMetadata() - pieces that are there. Source: Metadata API guide, "updateMetadata()". */
export const updateMetadata = (call: SignedSoapCall): string => saved(call, 'update');
/** upsertMetadata() - either. Source: Metadata API guide, "upsertMetadata()". */
export const upsertMetadata = (call: SignedSoapCall): string => saved(call, 'upsert');

/** deleteMetadata() - by kind and names. Source: Metadata API guide, "deleteMetadata()". */
export function deleteMetadata({ state, body, session }: SignedSoapCall): string {
  const type = typeNamed(childText(body, 'type') ?? '');
  const names = childrenNamed(body, 'fullNames').map(({ text }) => text.trim());
  checkCount(names.length);
  return names
    .map((fullName) =>
      resultOf(fullName, false, () => {
        removeComponent(state, type, fullName, session.userId);
        return false;
      }),
    )
    .join('');
}

function saved({ state, body, session }: SignedSoapCall, mode: SaveMode): string {
  const elements = childrenNamed(body, 'metadata');
  checkCount(elements.length);
  return elements
    .map((element) => {
      const fullName = childText(element, 'fullName') ?? '';
      return resultOf(fullName, mode === 'upsert', () => state.world.atomic(() => save(element)));
    })
    .join('');

  function save(element: Element): boolean {
    const type = typeNamed(element.type ?? '');
    const [whole, ...parts] = componentsIn(type, element, fullNameOf(element));
    const isNew = saveComponent(state, whole!, mode, session.userId);
    // What stands inside an object may be new or known, whatever the object is.
    for (const part of parts) saveComponent(state, part, 'upsert', session.userId);
    return isNew;
  }
}

/** The kind that a call names. Refuses what the org does not keep. */
export function typeNamed(name: string): ComponentType {
  if (isComponentType(name)) return name;
  throw new SalesforceError('INVALID_TYPE', `This type of metadata is not available for this organization: ${name}`, { fields: [] });
}

function checkCount(count: number): void {
  if (count > COMPONENTS_MAX) {
    throw new SalesforceError(
      'LIMIT_EXCEEDED',
      `record limit reached. cannot submit more than ${COMPONENTS_MAX} records in this operation`,
    );
  }
}

/** The outcome of one piece; where it may be new, whether it is. */
function resultOf(fullName: string, tellsCreated: boolean, act: () => boolean): string {
  const created = (isNew: boolean): string => (tellsCreated ? tag('created', isNew) : '');
  try {
    return `<result>${created(act())}${tag('fullName', fullName)}<success>true</success></result>`;
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    const errors = error.all.map(({ code, message, fields = [] }) => {
      const names = fields.map((field) => tag('fields', field)).join('');
      return `<errors>${names}${tag('message', message)}${tag('statusCode', code)}</errors>`;
    });
    return `<result>${created(false)}${errors.join('')}${tag('fullName', fullName)}<success>false</success></result>`;
  }
}
