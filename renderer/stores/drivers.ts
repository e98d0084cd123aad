/** Every driver that a person may force, asked once: they do not change while the core runs. */
import { useEffect } from 'react';
import type { CoreClient } from '../../shared/contract/index.ts';
import { useCore } from '../connection/CoreContext.tsx';
import { createAnswers } from './answers.ts';

export type DriverInfo = Awaited<ReturnType<CoreClient['upgrade']['drivers']>>[number];

const drivers = createAnswers<readonly DriverInfo[]>();

/** Empty until the core has told. */
export function useDrivers(): readonly DriverInfo[] {
  const core = useCore();
  useEffect(() => drivers.need('all', () => core.upgrade.drivers({})), [core]);
  const known = drivers.useAnswer('all');
  return known.state === 'done' ? known.value : [];
}

/** Whether an upgrade writes the URL as a setting first; true while the driver is not known, as most do. */
export function useSetsUrl(driver: string | null | undefined): boolean {
  return useDrivers().find(({ id }) => id === driver)?.setsUrl ?? true;
}
