import { SalesforceError } from '../errors.js';
import { childText, parseXml, XmlError } from '../soap/xml.js';
import type { SalesforceOrg } from '../state.js';
import { type Component, componentsIn, inOrder, STANDALONE_TYPES, suffixOf, workflowComponents } from './component.js';
import { readPulled } from './pulled.js';
import { saveComponent } from './save.js';

/** Where the kinds lie in a project, and what their files end in. Source: Salesforce DX guide, "Salesforce DX Project Structure and Source Format". */
const OBJECT = /(?:^|\/)objects\/([^/]+)\/\1\.object-meta\.xml$/;
const FIELD = /(?:^|\/)objects\/([^/]+)\/fields\/([^/]+)\.field-meta\.xml$/;
const RULE = /(?:^|\/)objects\/([^/]+)\/validationRules\/([^/]+)\.validationRule-meta\.xml$/;
const WORKFLOW = /(?:^|\/)workflows\/([^/]+)\.workflow-meta\.xml$/;
const RECORD_TYPE = /(?:^|\/)objects\/([^/]+)\/recordTypes\/([^/]+)\.recordType-meta\.xml$/;
const STANDALONE = /(?:^|\/)([^/]+)\.(\w+)-meta\.xml$/;

/**
 * Adds what a Salesforce DX project defines to an org: objects, fields, record types, validation and duplicate rules, selections for
 * Change Data Capture, managed subscriptions; and what was pulled from another org beside it. `files` are texts by path, from anywhere in the project. Gives a
 * plain sentence for each file that the org does not enforce.
 */
export function addProject(org: SalesforceOrg, files: ReadonlyMap<string, string>, by: string): readonly string[] {
  const notes: string[] = [];
  const attempt = (file: string, act: () => void): void => {
    try {
      act();
    } catch (error) {
      if (!(error instanceof SalesforceError) && !(error instanceof XmlError)) throw error;
      notes.push(`${file} is not enforced: ${error.message}`);
    }
  };
  const components: Component[] = [];
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const pulled = readPulled(sorted, attempt);
  for (const [file, text] of sorted.filter(([name]) => name.endsWith('-meta.xml'))) {
    attempt(file, () => {
      const found = readSource(file, text);
      if (found === null) notes.push(`${file} is not enforced: backlot does not know this kind of metadata`);
      else components.push(...found);
    });
  }
  const save = (component: Component): void => {
    if (isUntouched(org, component)) notes.push(`${component.file} is not enforced: ${component.fullName} stays as it is in a new org`);
    // What the org's own describe tells comes afterwards, whether its definition is understood or not.
    else if (pulled.tells(component)) attemptSilently(() => void saveComponent(org, component, 'upsert', by));
    else attempt(component.file, () => void saveComponent(org, component, 'upsert', by));
  };
  const ordered = inOrder(components);
  for (const component of ordered.filter(isDefinition)) save(component);
  notes.push(...pulled.addTo(org, by));
  for (const component of ordered.filter((each) => !isDefinition(each))) save(component);
  return notes;
}

function attemptSilently(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
  }
}

/** Objects and fields, which everything else speaks of. */
const isDefinition = ({ type }: Component): boolean => type === 'CustomObject' || type === 'CustomField';

function readSource(file: string, text: string): readonly Component[] | null {
  const [, object] = OBJECT.exec(file) ?? [];
  if (object !== undefined) return componentsIn('CustomObject', parseXml(text), object, file).slice(0, 1);
  const [, owner, field] = FIELD.exec(file) ?? [];
  if (owner !== undefined) return [{ type: 'CustomField', fullName: `${owner}.${field}`, element: parseXml(text), file }];
  const [, subject, rule] = RULE.exec(file) ?? [];
  if (subject !== undefined) return [{ type: 'ValidationRule', fullName: `${subject}.${rule}`, element: parseXml(text), file }];
  const [, typed, recordType] = RECORD_TYPE.exec(file) ?? [];
  if (typed !== undefined) return [{ type: 'RecordType', fullName: `${typed}.${recordType}`, element: parseXml(text), file }];
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
