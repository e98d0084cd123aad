/** Takes a file by the host's dialog where it has one, else as an uploaded copy. */
import { useState } from 'react';
import type { PickPurpose } from '../../shared/contract/app.ts';
import type { FileRef } from '../../shared/contract/common.ts';
import { AppError } from '../../shared/errors.ts';
import { useCore } from '../connection/CoreContext.tsx';
import { uploadFile } from '../connection/upload.ts';
import { useAppInfo } from './appInfo.ts';
import { type Action, useAction } from './run.ts';

/** What the host takes; said before a large wrong file is sent. */
const largestBytes = 128 * 1024 * 1024;

export interface FilePick {
  readonly action: Action;
  /** Name of the file that is being sent, empty before. */
  readonly name: string;
  /** Opens the host's dialog; undefined where the host has none. */
  readonly choose: (() => void) | undefined;
  /** Takes a file of the browser: dropped, or chosen in its dialog. */
  readonly take: (file: File) => void;
}

/** `onFile` is told of every file that was taken. */
export function usePickFile(purpose: PickPurpose, onFile: (file: FileRef) => void): FilePick {
  const core = useCore();
  const capabilities = useAppInfo((view) => view.info?.capabilities);
  const [name, setName] = useState('');
  const action = useAction();
  const pick = async () => {
    const picked = await action.run(() => core.app.pickFile({ purpose }));
    if (picked?.file) onFile(picked.file);
  };
  const take = async (file: File) => {
    // The desktop names files by path only; a dropped file has none, so its own dialog takes over.
    if (capabilities?.upload === false) return pick();
    setName(file.name);
    const uploaded = await action.run(() => {
      if (file.size <= largestBytes) return uploadFile(file);
      const sizes = { sizeBytes: file.size, limitBytes: largestBytes };
      throw new AppError('file.tooLarge', { path: file.name, ...sizes });
    });
    if (uploaded !== undefined) onFile(uploaded);
  };
  return {
    action,
    name: action.busy ? name : '',
    choose: capabilities?.pickFiles === true ? () => void pick() : undefined,
    take: (file) => void take(file),
  };
}
