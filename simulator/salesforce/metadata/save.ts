import { rowError } from '../errors.js';
import { canBeCaptured } from '../events/capture.js';
import { capturedTypeOf } from '../events/channels.js';
import { MANAGED_SUBSCRIPTION } from '../people/managed-subscription.js';
import { DUPLICATE_RULE, VALIDATION_RULE } from '../people/rules.js';
import type { SpecialType } from '../people/special.js';
import { OUTBOUND_MESSAGE, WORKFLOW_RULE } from '../people/workflow.js';
import { childText, type Element } from '../soap/xml.js';
import type { SalesforceOrg } from '../state.js';
import type { Component, ComponentType } from './component.js';
import { duplicateRuleNamed, saveDuplicateRule, saveMatchingRules } from './duplicate-rules.js';
import { readField, readObject } from './read-definition.js';
import { readMessage, readRule } from './read-workflow.js';
import { recordTypeNamed, saveRecordType } from './record-type.js';

export type SaveMode = 'create' | 'update' | 'upsert';

/** Adds a piece of metadata to the org, or changes the one that is there. Says whether it is new. Whole or not at all. */
export function saveComponent(org: SalesforceOrg, component: Component, mode: SaveMode, by: string): boolean {
  return org.world.as({ actor: by }, () => org.world.atomic(() => SAVERS[component.type](org, component, mode, by)));
}

/** Takes a piece of metadata away. */
export function removeComponent(org: SalesforceOrg, type: ComponentType, fullName: string, by: string): void {
  org.world.as({ actor: by }, () => org.world.atomic(() => REMOVERS[type](org, fullName, by)));
}

type Saver = (org: SalesforceOrg, component: Component, mode: SaveMode, by: string) => boolean;

/** Saves what stands on an object's setup pages under a name of its own. */
function saverOf(kind: SpecialType, formOf: (element: Element) => Readonly<Record<string, unknown>>): Saver {
  return (org, { fullName, element, type }, mode, by) => {
    const [object, name] = partsOf(fullName);
    const form = { object, fullName: name, ...formOf(element) };
    const known = pieceNamed(org, kind, fullName);
    if (known === undefined) {
      if (mode === 'update') throw notFound(type, fullName);
      kind.create(org, form, by);
      return true;
    }
    if (mode === 'create') throw rowError('DUPLICATE_DEVELOPER_NAME', `There is already a ${type} named ${name}.`, ['fullName']);
    kind.update(org, known['Id'] as string, form, by);
    return false;
  };
}

function removerOf(type: ComponentType, kind: SpecialType) {
  return (org: SalesforceOrg, fullName: string, by: string): void => {
    const known = pieceNamed(org, kind, fullName);
    if (known === undefined) throw notFound(type, fullName);
    kind.delete(org, known['Id'] as string, by);
  };
}

/** A piece by `Account.Name`. */
export function pieceNamed(org: SalesforceOrg, kind: SpecialType, fullName: string) {
  const [object, name] = partsOf(fullName);
  const type = org.schema.type(object);
  return kind.list(org).find((each) => each['object'] === type?.name && each['fullName'] === name);
}

const SAVERS: Readonly<Record<ComponentType, Saver>> = {
  CustomObject(org, { fullName, element, type }, mode) {
    const known = org.schema.type(fullName);
    if (known === undefined) {
      if (mode === 'update') throw notFound(type, fullName);
      org.definitions.addObject(readObject(fullName, element));
      return true;
    }
    if (mode !== 'create' && !org.definitions.addedObjects.some((each) => each.fullName === known.name)) return false;
    if (mode === 'create') org.definitions.addObject(readObject(fullName, element));
    org.definitions.changeObject(readObject(known.name, element));
    return false;
  },

  CustomField(org, { fullName, element, type }, mode) {
    const [object, name] = partsOf(fullName);
    const known = org.schema.type(object)?.field(name);
    const request = readField(object, name, element);
    if (known === undefined || mode === 'create') {
      if (mode === 'update') throw notFound(type, fullName);
      org.addField(request);
      return true;
    }
    const owner = org.schema.type(object)!.name;
    if (!org.definitions.addedFields.some((each) => each.type === owner && each.field.name === known.name)) {
      throw rowError('INSUFFICIENT_ACCESS_OR_READONLY', `${owner}.${known.name} belongs to the org and cannot be changed`, ['fullName']);
    }
    org.changeField(owner, known.name, { ...request, object: owner, fullName: known.name });
    return false;
  },

  ValidationRule: saverOf(VALIDATION_RULE, (element) => ruleForm(element)),
  WorkflowOutboundMessage: saverOf(OUTBOUND_MESSAGE, readMessage),
  WorkflowRule: saverOf(WORKFLOW_RULE, readRule),

  ManagedEventSubscription(org, { fullName, element, type }, mode, by) {
    const names = ['label', 'topicName', 'defaultReplay', 'errorRecoveryReplay', 'state'];
    const form = Object.fromEntries(names.map((name) => [name, childText(element, name)]));
    const known = org.managedSubscriptions.named(fullName);
    if (known === undefined && mode === 'update') throw notFound(type, fullName);
    if (known === undefined || mode === 'create') MANAGED_SUBSCRIPTION.create(org, { ...form, developerName: fullName }, by);
    else MANAGED_SUBSCRIPTION.update(org, known.Id, form, by);
    return known === undefined;
  },

  RecordType(org, { fullName, element, type }, mode, by) {
    const [object, name] = partsOf(fullName);
    checkMode(recordTypeNamed(org, object, name) !== undefined, mode, type, fullName);
    return saveRecordType(org, object, name, element, by);
  },

  DuplicateRule(org, { fullName, element, type }, mode, by) {
    const [object, name] = partsOf(fullName);
    checkMode(duplicateRuleNamed(org, object, name) !== undefined, mode, type, fullName);
    return saveDuplicateRule(org, object, name, element, by);
  },

  MatchingRules: (org, { fullName, element }) => saveMatchingRules(org, fullName, element),

  PlatformEventChannelMember(org, { element }) {
    const type = capturedTypeOf(org, childText(element, 'selectedEntity') ?? '');
    const channel = childText(element, 'eventChannel');
    if (type === null)
      throw rowError('INVALID_INPUT', `selectedEntity: ${childText(element, 'selectedEntity')} is not valid`, ['selectedEntity']);
    if (channel !== 'ChangeEvents') throw rowError('INVALID_INPUT', `eventChannel: ${channel} is not valid`, ['eventChannel']);
    const selected = selectedTypes(org);
    if (selected.includes(type.name)) return false;
    org.capture.select([...selected, type.name]);
    return true;
  },
};

const REMOVERS: Readonly<Record<ComponentType, (org: SalesforceOrg, fullName: string, by: string) => void>> = {
  CustomObject(org, fullName) {
    const known = org.schema.type(fullName);
    if (!org.definitions.addedObjects.some((each) => each.fullName === known?.name)) throw notFound('CustomObject', fullName);
    org.removeObject(known!.name);
  },
  CustomField(org, fullName) {
    const [object, name] = partsOf(fullName);
    const type = org.schema.type(object);
    const known = type?.field(name);
    if (!org.definitions.addedFields.some((each) => each.type === type?.name && each.field.name === known?.name))
      throw notFound('CustomField', fullName);
    org.changeField(type!.name, known!.name, null);
  },
  ValidationRule: removerOf('ValidationRule', VALIDATION_RULE),
  RecordType(_org, fullName) {
    throw rowError('INSUFFICIENT_ACCESS_OR_READONLY', `Cannot delete record type through API: ${fullName}`, ['fullName']);
  },
  DuplicateRule(org, fullName, by) {
    const known = duplicateRuleNamed(org, ...partsOf(fullName));
    if (known === undefined) throw notFound('DuplicateRule', fullName);
    DUPLICATE_RULE.delete(org, known['Id'] as string, by);
  },
  MatchingRules(org, fullName) {
    const [kept, own] = [org.matchingRules.get(), org.matchingRules.get().filter(({ object }) => object === fullName)];
    if (own.length === 0) throw notFound('MatchingRules', fullName);
    org.matchingRules.set(kept.filter(({ object }) => object !== fullName));
  },
  WorkflowOutboundMessage: removerOf('WorkflowOutboundMessage', OUTBOUND_MESSAGE),
  WorkflowRule: removerOf('WorkflowRule', WORKFLOW_RULE),
  ManagedEventSubscription(org, fullName, by) {
    const known = org.managedSubscriptions.named(fullName);
    if (known === undefined) throw notFound('ManagedEventSubscription', fullName);
    MANAGED_SUBSCRIPTION.delete(org, known.Id, by);
  },
  PlatformEventChannelMember(org, fullName) {
    const type = capturedTypeOf(org, fullName.replace(/^ChangeEvents_/, ''));
    const selected = selectedTypes(org);
    if (type === null || !selected.includes(type.name)) throw notFound('PlatformEventChannelMember', fullName);
    org.capture.select(selected.filter((each) => each !== type.name));
  },
};

function checkMode(isKnown: boolean, mode: SaveMode, type: ComponentType, fullName: string): void {
  if (!isKnown && mode === 'update') throw notFound(type, fullName);
  if (isKnown && mode === 'create')
    throw rowError('DUPLICATE_DEVELOPER_NAME', `There is already a ${type} named ${fullName}.`, ['fullName']);
}

/** The objects selected for Change Data Capture. */
export function selectedTypes(org: SalesforceOrg): readonly string[] {
  return org.capture.selected ?? org.schema.types.filter(canBeCaptured).map(({ name }) => name);
}

function ruleForm(element: Element): Readonly<Record<string, unknown>> {
  const names = ['errorConditionFormula', 'errorMessage', 'errorDisplayField', 'active'];
  return Object.fromEntries(names.flatMap((name) => (childText(element, name) === null ? [] : [[name, childText(element, name)]])));
}

/** `Invoice__c.Total__c` in its two parts. */
export function partsOf(fullName: string): readonly [object: string, name: string] {
  const dot = fullName.indexOf('.');
  if (dot <= 0 || dot === fullName.length - 1) {
    throw rowError('INVALID_FULL_NAME', `${fullName} must name its object and itself, with a dot between`, ['fullName']);
  }
  return [fullName.slice(0, dot), fullName.slice(dot + 1)];
}

const notFound = (type: string, fullName: string) =>
  rowError('INVALID_CROSS_REFERENCE_KEY', `In field: fullName - no ${type} named ${fullName} found`, ['fullName']);
