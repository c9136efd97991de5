import type { FieldNames, SettingNames } from './known-types.js';

type Words<S extends string, Found = never> = S extends `${infer Head} ${infer Rest}` ? Words<Rest, Found | Head> : Found | S;

/** `salesforce.Lead`, … as the stand-ins know them. */
export type TypeName = keyof FieldNames;

/** What a story may add to the stage: fields and objects of its own, and values inside of values. */
type Own = `${string}__c` | `${string}__r` | `${string}.${string}` | `${string}[${string}`;

/** Fields of a type by the vendor's names. A value may be a literal, a name, a `$reference` or, in checks, a matcher. */
export type FieldsOf<T extends TypeName> = { readonly [F in Words<FieldNames[T]>]?: unknown } & { readonly [F in Own]?: unknown };

type InUnit<T extends TypeName> = T extends `engagement.${string}` ? { readonly bu?: string } : unknown;

/** What `create` takes for a type. */
export type Created<T extends TypeName> = FieldsOf<T> & InUnit<T> & { readonly as?: string };

/** Records to make, by type. */
export type CreateForm = { readonly [T in TypeName]?: Created<T> | readonly Created<T>[] } & {
  readonly [T in `${string}.${string}__c`]?: unknown;
};

/** Records to name, by type. */
export type FindForm = {
  readonly [T in TypeName]?: { readonly as: string; readonly bu?: string; readonly where?: FieldsOf<T> & InUnit<T> };
} & { readonly [T in `${string}.${string}__c`]?: unknown };

/** What is expected of the records of a type. */
type RecordsCheck<T extends TypeName> =
  | number
  | { readonly count?: unknown; readonly where?: FieldsOf<T> & InUnit<T>; readonly each?: FieldsOf<T> & InUnit<T> }
  | { readonly [M in 'atLeast' | 'atMost' | 'not' | 'oneOf']?: unknown };

/** Checks of records by type, beside the checks that have a word of their own and those of names. */
export type TypedChecks = { readonly [T in TypeName]?: RecordsCheck<T> };

/** Settings by their full keys; those of another unit have its name in them. */
export type SettingsForm = { readonly [K in Words<SettingNames>]?: unknown } & {
  readonly [K in `engagement@${string}.${string}` | `engagement.fieldBehavior.${string}`]?: unknown;
};
