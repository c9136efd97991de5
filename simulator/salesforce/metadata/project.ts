import { SalesforceError } from '../errors.js';
import { childText, parseXml, XmlError } from '../soap/xml.js';
import type { SalesforceOrg } from '../state.js';
import { type Component, componentsIn, inOrder, STANDALONE_TYPES, suffixOf, workflowComponents } from './component.js';
import { saveComponent } from './save.js';

/** Where the kinds lie in a project, and what their files end in. Source: Salesforce DX guide, "Salesforce DX Project Structure and Source Format". */
const OBJECT = /(?:^|\/)objects\/([^/]+)\/\1\.object-meta\.xml$/;
const FIELD = /(?:^|\/)objects\/([^/]+)\/fields\/([^/]+)\.field-meta\.xml$/;
const RULE = /(?:^|\/)objects\/([^/]+)\/validationRules\/([^/]+)\.validationRule-meta\.xml$/;
const WORKFLOW = /(?:^|\/)workflows\/([^/]+)\.workflow-meta\.xml$/;
const STANDALONE = /(?:^|\/)([^/]+)\.(\w+)-meta\.xml$/;

/**
 * Adds what a Salesforce DX project defines to an org: objects, fields, validation rules, selections for Change Data Capture, managed subscriptions. `files` are
 * texts by path, from anywhere in the project. Gives a plain sentence for each file that the org does not enforce.
 */
export function addProject(org: SalesforceOrg, files: ReadonlyMap<string, string>, by: string): readonly string[] {
  const components: Component[] = [];
  const notes: string[] = [];
  const attempt = (file: string, act: () => void): void => {
    try {
      act();
    } catch (error) {
      if (!(error instanceof SalesforceError) && !(error instanceof XmlError)) throw error;
      notes.push(`${file} is not enforced: ${error.message}`);
    }
  };
  for (const [file, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!file.endsWith('-meta.xml')) continue;
    attempt(file, () => {
      const found = readSource(file, text);
      if (found === null) notes.push(`${file} is not enforced: backlot does not know this kind of metadata`);
      else components.push(...found);
    });
  }
  for (const component of inOrder(components)) {
    if (isUntouched(org, component)) notes.push(`${component.file} is not enforced: ${component.fullName} stays as it is in a new org`);
    else attempt(component.file, () => void saveComponent(org, component, 'upsert', by));
  }
  return notes;
}

function readSource(file: string, text: string): readonly Component[] | null {
  const [, object] = OBJECT.exec(file) ?? [];
  if (object !== undefined) return componentsIn('CustomObject', parseXml(text), object, file).slice(0, 1);
  const [, owner, field] = FIELD.exec(file) ?? [];
  if (owner !== undefined) return [{ type: 'CustomField', fullName: `${owner}.${field}`, element: parseXml(text), file }];
  const [, subject, rule] = RULE.exec(file) ?? [];
  if (subject !== undefined) return [{ type: 'ValidationRule', fullName: `${subject}.${rule}`, element: parseXml(text), file }];
  const [, watched] = WORKFLOW.exec(file) ?? [];
  if (watched !== undefined) return workflowComponents(parseXml(text), watched, file);
  const [, fullName, suffix] = STANDALONE.exec(file) ?? [];
  const type = STANDALONE_TYPES.find((each) => suffixOf(each) === suffix);
  return type === undefined ? null : [{ type, fullName: fullName!, element: parseXml(text), file }];
}

/** Settings of standard objects and fields, and fields that a package brought, are not changed. */
function isUntouched(org: SalesforceOrg, { type, fullName, element }: Component): boolean {
  if (type === 'CustomObject') return !/__[ce]$/.test(fullName) && childText(element, 'label') === null;
  if (type !== 'CustomField') return false;
  const [object = '', name = ''] = fullName.split('.');
  const owner = org.schema.type(object);
  const known = owner?.field(name);
  return known !== undefined && !org.definitions.addedFields.some((added) => added.type === owner?.name && added.field.name === known.name);
}
