import { childText, type Element } from '../../salesforce/soap/xml.js';
import type { Caller } from './caller.js';
import { listMetadata, readMetadata, sourceFile } from './metadata-api.js';

/** What a custom object's own file has; the rest has files of its own, or is not pulled. */
const OF_OBJECT = ['deploymentStatus', 'description', 'label', 'nameField', 'pluralLabel', 'sharingModel'];

/** The parts of an object that are pulled, with their folder, their file's ending and their root. */
const PARTS: readonly (readonly [element: string, folder: string, ending: string, root: string])[] = [
  ['fields', 'fields', 'field', 'CustomField'],
  ['recordTypes', 'recordTypes', 'recordType', 'RecordType'],
  ['validationRules', 'validationRules', 'validationRule', 'ValidationRule'],
];

/** Names with a namespace are a package's, which brings them itself. */
const PACKAGED = /^[A-Za-z]\w*?__\w+?__\w$/;

/** The definitions of objects, and every matching and duplicate rule, as source files by path. */
export async function pullMetadata(caller: Caller, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const object of await readMetadata(
    caller,
    'CustomObject',
    names.filter((name) => !PACKAGED.test(name)),
  )) {
    addObject(files, object);
  }
  for (const [type, folder, ending] of [
    ['MatchingRules', 'matchingRules', 'matchingRule'],
    ['DuplicateRule', 'duplicateRules', 'duplicateRule'],
  ] as const) {
    for (const piece of await readMetadata(caller, type, await listMetadata(caller, type))) {
      const children = piece.children.filter(({ name }) => name !== 'fullName');
      files.set(`${folder}/${childText(piece, 'fullName')}.${ending}-meta.xml`, sourceFile(type, children));
    }
  }
  return files;
}

function addObject(files: Map<string, string>, object: Element): void {
  const name = childText(object, 'fullName')!;
  const isCustom = /__[ce]$/.test(name);
  if (isCustom) {
    const own = object.children.filter((each) => OF_OBJECT.includes(each.name));
    files.set(`objects/${name}/${name}.object-meta.xml`, sourceFile('CustomObject', own));
  }
  for (const [element, folder, ending, root] of PARTS) {
    for (const part of object.children.filter((each) => each.name === element)) {
      const partName = childText(part, 'fullName')!;
      // Standard fields are told of by their describes.
      if (PACKAGED.test(partName) || (element === 'fields' && !partName.endsWith('__c'))) continue;
      files.set(`objects/${name}/${folder}/${partName}.${ending}-meta.xml`, sourceFile(root, part.children));
    }
  }
}
