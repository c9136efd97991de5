import type { ObjectDefinition } from '../object.js';
import { CAMPAIGNS, CUSTOM_FIELDS, USERS } from './account-wide.js';
import { ACTIVITIES, IDENTIFIED_COMPANIES, PAGE_VIEWS, VISITORS, VISITS } from './activities.js';
import { ASSETS, FORM_HANDLER_FIELDS } from './assets.js';
import { DYNAMIC_CONTENT_VARIATIONS, DYNAMIC_CONTENTS, ENGAGEMENT_STUDIO_PROGRAMS } from './contents.js';
import { EMAIL_TEMPLATES, EMAILS } from './emails.js';
import { EXTERNAL_ACTIVITIES } from './external-activities.js';
import { FOLDER_CONTENTS, FOLDERS } from './folders.js';
import { IMPORTS } from './imports.js';
import { LIFECYCLE_HISTORIES, LIFECYCLE_STAGES } from './lifecycle.js';
import { LISTS, MEMBERSHIPS } from './lists.js';
import { FORM_FIELDS, LAYOUT_TEMPLATES } from './pages.js';
import { PROSPECTS } from './prospects.js';
import { OPPORTUNITIES, PROSPECT_ACCOUNTS } from './sales.js';
import { TAGGED_OBJECTS, TAGS } from './tags.js';
import { TRACKER_DOMAINS } from './tracker-domains.js';

/** Every object under `/api/v5/objects/`. */
export const OBJECTS: readonly ObjectDefinition[] = [
  PROSPECTS,
  LISTS,
  MEMBERSHIPS,
  CAMPAIGNS,
  USERS,
  CUSTOM_FIELDS,
  TAGS,
  TAGGED_OBJECTS,
  VISITORS,
  VISITS,
  PAGE_VIEWS,
  ACTIVITIES,
  PROSPECT_ACCOUNTS,
  OPPORTUNITIES,
  ...ASSETS,
  FORM_HANDLER_FIELDS,
  FORM_FIELDS,
  LAYOUT_TEMPLATES,
  EMAIL_TEMPLATES,
  EMAILS,
  FOLDERS,
  FOLDER_CONTENTS,
  TRACKER_DOMAINS,
  DYNAMIC_CONTENTS,
  DYNAMIC_CONTENT_VARIATIONS,
  ENGAGEMENT_STUDIO_PROGRAMS,
  LIFECYCLE_STAGES,
  LIFECYCLE_HISTORIES,
  IDENTIFIED_COMPANIES,
];

const BY_COLLECTION = new Map([...OBJECTS, IMPORTS].map((object) => [object.collection, object]));
const BY_TYPE = new Map([...OBJECTS, IMPORTS, EXTERNAL_ACTIVITIES].map((object) => [object.type.toLowerCase(), object]));

export function objectOfCollection(collection: string): ObjectDefinition | undefined {
  return BY_COLLECTION.get(collection);
}

/** An object by the vendor's name of one, letter case aside. */
export function objectOfType(type: string): ObjectDefinition | undefined {
  return BY_TYPE.get(type.toLowerCase());
}
