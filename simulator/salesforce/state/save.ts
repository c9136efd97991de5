import type { Fields } from '../../kernel/people.js';

/** Field values of a write, as the caller spelled names and values: JSON values, texts from XML or CSV. */
export type Values = Fields;

/**
 * Who writes, and what the call asked for.
 *
 * Source: REST API guide, "Assignment Rule Header", "Duplicate Rule Header".
 */
export type Save = {
  /** The writing user's id. */
  readonly by: string;
  /** The lead or case assignment rule to run: none, the active one, or one by its id even if inactive. Default none. */
  readonly assignment?: 'none' | 'active' | { readonly ruleId: string };
  /** Saves despite a duplicate rule that only alerts. Default false. */
  readonly allowsDuplicates?: boolean;
  /** Reports matching records with every field. Default false. */
  readonly includesRecordDetails?: boolean;
  /** The version in the call's path, `v62.0`; error bodies name it. */
  readonly version?: string;
};

/** Writes by the platform itself in the course of a save: read-only fields may be written. */
export type SystemValues = Readonly<Record<string, unknown>>;
