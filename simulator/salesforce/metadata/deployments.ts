import type { Row, Table } from '../../kernel/table.js';
import type { World } from '../../kernel/world.js';
import type { ComponentType } from './component.js';

/** What became of one piece of a deployment. */
export type DeployMessage = {
  readonly type: ComponentType | '';
  readonly fullName: string;
  readonly file: string;
  readonly isCreated: boolean;
  readonly isDeleted: boolean;
  /** Null when it went well. */
  readonly problem: string | null;
};

/** A deployment that was carried out. */
export type Deployment = Row & {
  readonly Id: string;
  readonly by: string;
  readonly at: number;
  readonly isCheckOnly: boolean;
  readonly rollsBack: boolean;
  readonly allowsMissing: boolean;
  readonly status: 'Succeeded' | 'SucceededPartial' | 'Failed';
  readonly messages: readonly DeployMessage[];
  /** In Base64, of a successful check only. */
  readonly zip: string | null;
};

/** Deployments are the stand-in's own books and stay out of the change log; what they change does not. */
export function openDeployments(world: World): Table<Deployment> {
  return world.table<Deployment>('salesforce', { name: 'DeployRequest', key: (row) => row.Id, logged: false });
}
