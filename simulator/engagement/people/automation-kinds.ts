import type { Fields } from '../../kernel/people.js';
import type { Table } from '../../kernel/table.js';
import { refusal } from '../errors.js';
import type { AutomationRule, List, PageAction, Profile, SegmentationRule } from '../records.js';
import { readActions } from '../state/action-input.js';
import { type Automation, newRule, readMatch, readRule } from '../state/automation.js';
import { readCriteria } from '../state/criteria-input.js';
import { type DynamicList, saveDynamicList } from '../state/dynamic-lists.js';
import { readPageAction } from '../state/page-actions.js';
import { defaultProfile, editProfile, makeProfile } from '../state/profiles.js';
import { runSegmentation } from '../state/segmentation.js';
import type { Engagement } from '../state.js';
import { printWhole, type Stored, stamped } from '../v5/object.js';
import { LISTS } from '../v5/objects/lists.js';
import { readValue } from '../values.js';
import { BU, field, type Kind, kindOf, known } from './kinds.js';
import { bin, printPage } from './page-kinds.js';
import { plausibleName } from './plausible.js';

/** What does by itself what people would do by hand, and what it goes by. */
export function automationKinds(automation: Automation): readonly Kind[] {
  return [ruleKind(automation), listKind(automation), SEGMENTATION_RULE, PAGE_ACTION, PROFILE];
}

function ruleKind(automation: Automation): Kind {
  return {
    name: 'AutomationRule',
    fields: [
      BU,
      field('id', 'number'),
      field('name', 'text'),
      field('match', 'text'),
      field('criteria', 'structure'),
      field('actions', 'structure'),
      field('paused', 'boolean'),
      field('repeat', 'structure'),
    ],
    table: (tables) => tables.rules as unknown as Table<Stored>,
    print: (_engagement, row) => printPage(row, ['name', 'match', 'criteria', 'actions', 'paused', 'repeat']),
    create: (engagement, unit, fields, by) =>
      automation.save(newRule(engagement, unit, readRule(engagement, unit, fields), by)) as unknown as Stored,
    update: (engagement, row, fields, by) => {
      const rule = row as unknown as AutomationRule;
      automation.save(stamped(engagement, rule, readRule(engagement, row.unit, fields), by));
    },
    remove: (engagement, row, by) => {
      automation.save(stamped(engagement, row as unknown as AutomationRule, { isDeleted: true }, by));
    },
  };
}

/** Lists; people may also make dynamic ones, whose members are whoever meets `criteria`. */
function listKind(automation: Automation): Kind {
  const save = (engagement: Engagement, list: Stored, fields: Fields): Stored => {
    const { isDynamic, match, criteria } = fields;
    const before = list as unknown as List;
    const known = {
      isDynamic:
        isDynamic === undefined ? before.isDynamic || criteria !== undefined : readValue('boolean', 'isDynamic', isDynamic) === true,
      match: match === undefined ? (before.match ?? 'all') : readMatch(match),
      criteria: criteria === undefined ? (before.criteria ?? []) : readCriteria(engagement, list.unit, criteria),
    };
    if (!known.isDynamic && known.criteria.length > 0) throw refusal(154, 'criteria belong to dynamic lists');
    if (!known.isDynamic) return list;
    const saved = saveDynamicList(engagement, { ...before, ...known } as DynamicList);
    automation.keepTicking();
    return saved as unknown as Stored;
  };
  return kindOf(LISTS, {
    fields: [...kindOf(LISTS).fields, field('match', 'text'), field('criteria', 'structure')],
    print: (engagement, row) => {
      const { isDynamic, match, criteria } = row as unknown as List;
      return {
        ...printWhole(LISTS, row, engagement),
        ...(isDynamic ? { match: match ?? 'all', criteria: criteria ?? [] } : {}),
        bu: row.unit,
      };
    },
    create: (engagement, unit, fields, by) => {
      const { isDynamic, match, criteria, ...rest } = fields;
      const list = LISTS.create!(engagement, unit, { name: plausibleName('List', engagement), ...rest }, by);
      return save(engagement, list, { isDynamic, match, criteria });
    },
    update: (engagement, row, fields, by) => {
      const { isDynamic, match, criteria, ...rest } = fields;
      save(engagement, LISTS.update!(engagement, row, rest, by), { isDynamic, match, criteria });
    },
  });
}

const RULE_FIELDS = [field('id', 'number'), field('name', 'text'), field('match', 'text'), field('criteria', 'structure')];

/** A rule that runs once, as soon as it is made. */
const SEGMENTATION_RULE: Kind = {
  name: 'SegmentationRule',
  fields: [BU, ...RULE_FIELDS, field('actions', 'structure'), field('matchedCount', 'number')],
  table: (tables) => tables.segmentationRules as unknown as Table<Stored>,
  print: (_engagement, row) => printPage(row, ['name', 'match', 'criteria', 'actions', 'matchedCount']),
  create: (engagement, unit, fields, by) => {
    const { name, match, criteria, actions } = known(fields, ['name', 'match', 'criteria', 'actions']);
    const rule: SegmentationRule = {
      ...engagement.audit('SegmentationRule', unit, by),
      name: String(name ?? plausibleName('Segmentation rule', engagement)),
      match: match === undefined ? 'all' : readMatch(match),
      criteria: readCriteria(engagement, unit, criteria),
      actions: readActions(engagement, unit, actions),
      matchedCount: 0,
    };
    return runSegmentation(engagement, rule) as unknown as Stored;
  },
  remove: (engagement, row, by) => bin(engagement, engagement.tables.segmentationRules, row as unknown as SegmentationRule, true, by),
};

/** What happens when prospects look at pages. */
const PAGE_ACTION: Kind = {
  name: 'PageAction',
  fields: [
    BU,
    ...[field('id', 'number'), field('name', 'text'), field('url', 'text'), field('points', 'number'), field('isPriority', 'boolean')],
    field('completionActions', 'structure'),
  ],
  table: (tables) => tables.pageActions as unknown as Table<Stored>,
  print: (_engagement, row) => printPage(row, ['name', 'url', 'points', 'isPriority', 'completionActions']),
  create: (engagement, unit, fields, by) => {
    const read = readPageAction(engagement, unit, fields);
    if (read.url === undefined) throw refusal(153, 'url');
    const blank = { name: plausibleName('Page action', engagement), url: read.url, points: 0, isPriority: false, completionActions: [] };
    const made: PageAction = { ...engagement.audit('PageAction', unit, by), ...blank, ...read };
    return engagement.tables.pageActions.put(made) as unknown as Stored;
  },
  update: (engagement, row, fields, by) => {
    const changed = stamped(engagement, row as unknown as PageAction, readPageAction(engagement, row.unit, fields), by);
    engagement.tables.pageActions.put(changed);
  },
  remove: (engagement, row, by) => bin(engagement, engagement.tables.pageActions, row as unknown as PageAction, true, by),
};

/** What makes the grade. The oldest profile of a unit stays: it is the default. */
const PROFILE: Kind = {
  name: 'Profile',
  fields: [BU, field('id', 'number'), field('name', 'text'), field('criteria', 'structure')],
  table: (tables) => tables.profiles as unknown as Table<Stored>,
  print: (_engagement, row) => {
    const criteria = (row as unknown as Profile).criteria.map(({ name, thirds }) => [name, thirds] as const);
    return { ...printPage(row, ['name']), criteria: Object.fromEntries(criteria) };
  },
  create: (engagement, unit, fields, by) =>
    makeProfile(engagement, unit, { name: plausibleName('Profile', engagement), ...fields }, by) as unknown as Stored,
  update: (engagement, row, fields, by) => void editProfile(engagement, row as unknown as Profile, fields, by),
  remove: (engagement, row, by) => {
    if (defaultProfile(engagement, row.unit).id === row.id) throw refusal(108, 'the default profile');
    bin(engagement, engagement.tables.profiles, row as unknown as Profile, true, by);
  },
};
