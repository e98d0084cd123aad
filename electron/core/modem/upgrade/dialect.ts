import type { DriverDescription } from '../drivers/description.ts';
import type { UpgradeDriver } from '../drivers/driver.ts';

/** What a driver may leave out. */
export type Capability =
  | 'configure'
  | 'trigger'
  | 'readConditions'
  | 'confirm'
  | 'queryState'
  | 'upload'
  | 'image'
  | 'reset'
  | 'report'
  | 'restore';

/** A family as the machine sees it: flags, what can be asked of it, and what its codes mean. Pure. */
export interface UpgradeDialect {
  readonly description: Pick<DriverDescription, 'needsConfirm' | 'resetBy' | 'successProof'>;
  can(capability: Capability): boolean;
  readonly explain: UpgradeDriver['explain'];
}

export function dialectOf(driver: UpgradeDriver): UpgradeDialect {
  const { description, explain } = driver;
  return { description, explain, can: (capability) => driver[capability] !== undefined };
}
