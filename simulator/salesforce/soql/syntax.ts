/** A name as written, with its place in the text (0-based), so that errors can point at it. */
export type Name = { readonly text: string; readonly at: number };

/** A dotted path, `Account.Owner.Name`. */
export type Path = { readonly kind: 'path'; readonly names: readonly Name[]; readonly at: number };

/** A function with its arguments, `COUNT(Id)`, `CALENDAR_YEAR(CreatedDate)`. */
export type FunctionCall = {
  readonly kind: 'call';
  readonly name: Name;
  readonly argument: Path | FunctionCall | null;
  /** Of DISTANCE: the place that it is measured from. */
  readonly from: Geolocation | null;
  readonly at: number;
  /** As written, for column metadata. */
  readonly text: string;
};

export type Geolocation = { readonly latitude: number; readonly longitude: number; readonly unit: 'mi' | 'km' };

export type Expression = Path | FunctionCall;

/** A value as written in a condition. `raw` of a text keeps its escapes, which LIKE reads differently. */
export type Literal =
  | { readonly kind: 'string'; readonly value: string; readonly raw: string; readonly at: number }
  | { readonly kind: 'number'; readonly value: number; readonly text: string; readonly at: number }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly at: number }
  | { readonly kind: 'null'; readonly at: number }
  | { readonly kind: 'date' | 'time'; readonly value: string; readonly at: number }
  | { readonly kind: 'datetime'; readonly value: number; readonly at: number }
  | { readonly kind: 'range'; readonly name: string; readonly count: number; readonly at: number };

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES';

export type Comparison = {
  readonly kind: 'comparison';
  readonly left: Expression;
  readonly operator: Operator;
  readonly operatorAt: number;
  readonly right: readonly Literal[] | SelectQuery;
};

export type Condition =
  | Comparison
  | { readonly kind: 'not'; readonly condition: Condition }
  | { readonly kind: 'all' | 'any'; readonly conditions: readonly Condition[] };

export type FieldsGroup = 'ALL' | 'STANDARD' | 'CUSTOM';

/** `TYPEOF What WHEN Account THEN Phone ELSE Name END` */
export type TypeOf = {
  readonly kind: 'typeof';
  readonly relationship: Name;
  readonly branches: readonly { readonly type: Name; readonly fields: readonly Path[] }[];
  readonly otherwise: readonly Path[] | null;
  readonly at: number;
};

export type SelectItem =
  | TypeOf
  | { readonly kind: 'expression'; readonly expression: Expression; readonly alias: Name | null }
  | { readonly kind: 'fields'; readonly group: FieldsGroup; readonly at: number }
  | { readonly kind: 'subquery'; readonly query: SelectQuery; readonly at: number };

export type SortItem = {
  readonly expression: Expression;
  readonly isDescending: boolean;
  readonly nullsFirst: boolean;
};

export type Grouping = { readonly kind: 'plain' | 'rollup' | 'cube'; readonly items: readonly Expression[]; readonly at: number };

/** A SELECT statement as parsed; nothing in it has been looked up yet. */
export type SelectQuery = {
  readonly select: readonly SelectItem[];
  /** The sObject, or the child relationship in a subquery. */
  readonly from: Name;
  readonly alias: Name | null;
  /** Further aliases: `FROM Contact c, c.Account a`. */
  readonly joins: readonly { readonly path: Path; readonly alias: Name }[];
  readonly scope: Name | null;
  readonly where: Condition | null;
  readonly groupBy: Grouping | null;
  readonly having: Condition | null;
  readonly orderBy: readonly SortItem[];
  readonly orderAt: number;
  readonly limit: number | null;
  readonly offset: number | null;
  readonly offsetAt: number;
  readonly isForUpdate: boolean;
  readonly at: number;
};
