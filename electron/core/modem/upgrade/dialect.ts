import type { DriverDescription } from '../drivers/description.ts';
import type { UpgradeDriver } from '../drivers/driver.ts';
import { isSameVersion } from './versionMatch.ts';

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
  readonly description: Pick<
    DriverDescription,
    'needsConfirm' | 'resetBy' | 'successProof' | 'triggers' | 'resumesAtLogin' | 'listensOnly'
  >;
  can(capability: Capability): boolean;
  readonly explain: UpgradeDriver['explain'];
  isSameVersion(a: string, b: string): boolean;
}

export function dialectOf(driver: UpgradeDriver): UpgradeDialect {
  const { description, explain } = driver;
  return {
    description,
    explain,
    can: (capability) => driver[capability] !== undefined,
    isSameVersion: (a, b) => driver.isSameVersion?.(a, b) ?? isSameVersion(a, b),
  };
}
