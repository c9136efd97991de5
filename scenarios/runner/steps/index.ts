import type { Verb } from '../language/verb.js';
import { crash } from './crash.js';
import { create } from './create.js';
import { deleteRecords, undelete } from './delete.js';
import { assign, crmSync, email, submit, unassign, visit } from './engagement.js';
import { eventually, expect, never } from './expect.js';
import { fault } from './fault.js';
import { find } from './find.js';
import { http } from './http.js';
import { importRows } from './import.js';
import { mark, note } from './mark.js';
import { merge } from './merge.js';
import { createTransaction, resetLink, sendToEngagement, syncToIntacct } from './requests.js';
import { convert, share } from './salesforce.js';
import { pause, resume, set } from './set.js';
import { advance, settle, sync, until } from './time.js';
import { update } from './update.js';

/** The vocabulary, in the order of the language's page. */
export const VOCABULARY = {
  create,
  update,
  delete: deleteRecords,
  undelete,
  find,
  import: importRows,
  merge,
  convert,
  assign,
  unassign,
  submit,
  visit,
  email,
  'crm-sync': crmSync,
  'send-to-engagement': sendToEngagement,
  'sync-to-intacct': syncToIntacct,
  'create-transaction': createTransaction,
  'reset-link': resetLink,
  share,
  set,
  advance,
  until,
  sync,
  settle,
  fault,
  crash,
  pause,
  resume,
  mark,
  note,
  http,
  expect,
  eventually,
  never,
};

/** Every verb by its word. */
export const VERBS: ReadonlyMap<string, Verb> = new Map(Object.values(VOCABULARY).map((each) => [each.name, each as unknown as Verb]));
