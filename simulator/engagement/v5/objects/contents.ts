import { isNamed } from '../../state/references.js';
import { keptObject } from '../kept.js';
import { fixed, type ObjectDefinition, REQUIRED, readable, reference, writable, writables } from '../object.js';
import { choiceField } from './fields.js';

/** Source: Account Engagement API v5, "Dynamic Content": read only; people make it. */
export const DYNAMIC_CONTENTS: ObjectDefinition = keptObject({
  type: 'DynamicContent',
  collection: 'dynamic-contents',
  table: (tables) => tables.kept.DynamicContent,
  fields: [
    writable('name', 'text', REQUIRED),
    writable('baseContent', 'text'),
    writable('basedOn', 'text'),
    writable('basedOnProspectApiFieldId', 'text'),
    writable('tagReplacementLanguage', 'text', { standard: 'HML' }),
    reference('folderId', 'folders'),
    reference('trackerDomainId', 'tracker-domains'),
    readable('embedUrl', 'text', () => null),
    readable('embedCode', 'text', () => null),
  ],
  isByPeopleOnly: true,
  isUsed: ({ tables }, { id }) => isNamed([tables.kept.DynamicContentVariation], 'dynamicContentId', id),
});

/** Source: Account Engagement API v5, "Dynamic Content Variation": read only; people make them. */
export const DYNAMIC_CONTENT_VARIATIONS: ObjectDefinition = keptObject({
  type: 'DynamicContentVariation',
  collection: 'dynamic-content-variations',
  table: (tables) => tables.kept.DynamicContentVariation,
  fields: [
    fixed('dynamicContentId', 'id', { refersTo: 'dynamic-contents' }),
    ...writables('text', 'content', 'comparison', 'operator', 'value1', 'value2'),
  ],
  isByPeopleOnly: true,
});

/**
 * Source:  Account Engagement API v5, "Engagement Studio Program": read only here; people make programs.
 * Assumed: programs are kept, and do not run.
 */
export const ENGAGEMENT_STUDIO_PROGRAMS: ObjectDefinition = keptObject({
  type: 'EngagementStudioProgram',
  collection: 'engagement-studio-programs',
  table: (tables) => tables.kept.EngagementStudioProgram,
  fields: [
    writable('name', 'text', REQUIRED),
    writable('description', 'text'),
    choiceField('status', ['Draft', 'Starting', 'Running', 'Paused', 'Scheduled'], { standard: 'Draft' }),
    reference('folderId', 'folders'),
    ...writables('structure', 'recipientListIds', 'suppressionListIds', 'schedule', 'businessHours'),
    ...writables('boolean', 'prospectsMultipleEntry'),
    readable('salesforceId', 'text', () => null),
  ],
  filters: ['status'],
  isByPeopleOnly: true,
});
