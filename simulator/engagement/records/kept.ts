import type { Audit } from './unit.js';

/** A record that is kept as clients and people write it; the fields of its API object say what it holds. */
export type Kept = Audit & Readonly<Record<string, unknown>>;

/** Kinds of record that the stand-in keeps so, with the fields by which their records are found. */
export const KEPT_INDEXES = {
  Folder: ['parentFolderId'],
  TrackerDomain: [],
  LayoutTemplate: [],
  FormField: ['formId'],
  DynamicContent: [],
  DynamicContentVariation: ['dynamicContentId'],
  EmailTemplate: [],
  Email: ['prospectId', 'listEmailId'],
  EngagementStudioProgram: [],
  IdentifiedCompany: [],
  ExternalActivity: ['prospectId'],
  ExternalActivityType: [],
  LifecycleHistory: ['prospectId'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type KeptKind = keyof typeof KEPT_INDEXES;

/** What lies in a folder: one row for each record that names the folder. */
export type FolderContent = Audit & { readonly folderId: number; readonly objectType: string; readonly objectId: number };
