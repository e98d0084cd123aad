/** The exact lines for what was entered, asked for at each change; the core knows the rules. */
import { useEffect, useState } from 'react';
import type { SettingName } from '../../../shared/contract/modem.ts';
import { AppError } from '../../../shared/errors.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import type { SettingsToWrite } from './formState.ts';

export interface Preview {
  readonly commands: readonly string[];
  readonly warnings: readonly { readonly name: string; readonly code: string }[];
  /** Why nothing could be sent. */
  readonly error: AppError | null;
}

export const noPreview: Preview = { commands: [], warnings: [], error: null };

export function usePreview(
  request: SettingsToWrite | null,
  portId: string | null,
  current: Partial<Record<SettingName, string>>,
): Preview {
  const core = useCore();
  const [preview, setPreview] = useState(noPreview);
  const question = request === null ? null : JSON.stringify({ ...request, current });
  useEffect(() => {
    if (question === null) {
      setPreview(noPreview);
      return undefined;
    }
    const abort = new AbortController();
    const input = { ...JSON.parse(question), ...(portId === null ? {} : { portId }) };
    core.modem.previewSettings(input, { signal: abort.signal }).then(
      ({ commands, warnings }) => setPreview({ commands, warnings, error: null }),
      (thrown: unknown) => {
        const error = AppError.from(thrown);
        if (error.code !== 'rpc.cancelled') setPreview({ commands: [], warnings: [], error });
      },
    );
    return () => abort.abort();
  }, [core, question, portId]);
  return preview;
}
