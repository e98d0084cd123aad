/** What the OTA server decides by, followed while somebody looks. */
import { useEffect, useState } from 'react';
import type { OtaRules } from '../../shared/contract/otaLedger.ts';
import { useCore } from '../connection/CoreContext.tsx';

/** Null until the core has told. */
export function useOtaRules(): OtaRules | null {
  const core = useCore();
  const [rules, setRules] = useState<OtaRules | null>(null);
  useEffect(
    () =>
      core.otaServer.rules(
        {},
        {
          onSnapshot: setRules,
          onChanges: (changes) => {
            const last = changes.at(-1);
            if (last !== undefined) setRules(last);
          },
        },
      ),
    [core],
  );
  return rules;
}
