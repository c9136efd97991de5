/** What every stored record has. Instants are milliseconds since the epoch at whole seconds, as the vendor stamps them. */
export type Audit = {
  readonly id: number;
  /** The business unit that holds it. */
  readonly unit: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly createdById: number | null;
  readonly updatedById: number | null;
  readonly isDeleted: boolean;
};

/** One Account Engagement account under the org, named by its id on every request. */
export type BusinessUnit = Audit & {
  /** `0Uv…`, 18 characters. */
  readonly key: string;
  readonly name: string;
  /** AMPSEA: several prospects may share an email address. Cannot be changed afterwards. */
  readonly allowMultipleProspectsPerEmail: boolean;
};
