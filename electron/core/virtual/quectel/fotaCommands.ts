import type { AtCommand } from '../at/parse.ts';
import { type AtHandler, type AtHandlers, cme, decimal, ok } from '../at/reply.ts';
import type { NvStore } from '../flash/nvStore.ts';
import type { Parts } from '../kit/parts.ts';
import { endCodes } from './codes.ts';
import { fileKey } from './fileCommands.ts';
import type { FotaRequest, FotaSource, FotaTask } from './fotaTask.ts';
import { parseFtpUrl } from './ftp.ts';
import type { QuectelKnobs } from './knobs.ts';
import type { QuectelSettings } from './settings.ts';

/** Default of the third argument; that it counts seconds is inferred. */
const defaultTimeoutSec = 50;

export interface Indications {
  enabled: boolean;
}

/** `AT+QFOTADL` and the settings around it (at-commands 3). */
export function fotaCommands(
  parts: Parts<QuectelKnobs>,
  task: FotaTask,
  settings: NvStore<QuectelSettings>,
  indications: Indications,
  say: (what: string, value?: number) => void,
): AtHandlers {
  const { knobs, timers } = parts;
  return {
    '+QFOTADL': (command) => {
      if (command.kind === 'test') return ok();
      const request = readRequest(parts, command);
      if (typeof request === 'number') return cme(request);
      if (!task.isRunning()) return { ...ok(), after: () => task.start(request) };
      if (knobs.get().whileRunning === 'error') return cme(knobs.get().parameterCme);
      const refuse = (): void => say('HTTPEND', endCodes.httpBusy);
      return { ...ok(), after: () => void timers.after(knobs.get().contactMs, refuse) };
    },
    '+QCFG': pathCommand(parts, settings),
    '+QINDCFG': (command) => {
      const [what, on] = command.args;
      if (what?.text.toLowerCase() !== 'all') return cme(knobs.get().parameterCme);
      if (on === undefined) return ok(`+QINDCFG: "all",${indications.enabled ? 1 : 0}`);
      const next = decimal(on.text, 0, 1);
      if (next === null) return cme(knobs.get().parameterCme);
      indications.enabled = next === 1;
      return ok();
    },
  };
}

/** The request, or the CME number that refuses it. */
function readRequest(parts: Parts<QuectelKnobs>, command: AtCommand): FotaRequest | number {
  const { parameterCme } = parts.knobs.get();
  const [what, modeText, timeoutText] = command.args;
  const mode = modeText === undefined ? 0 : decimal(modeText.text, 0, 1);
  const timeoutSec = timeoutText === undefined ? defaultTimeoutSec : decimal(timeoutText.text, 1, 65_535);
  if (command.kind !== 'set' || what === undefined || what.text === '') return parameterCme;
  if (mode === null || timeoutSec === null) return parameterCme;
  const source = readSource(parts, what.text);
  return typeof source === 'number' ? source : { source, mode, timeoutMs: timeoutSec * 1000 };
}

function readSource({ flash, knobs }: Parts<QuectelKnobs>, text: string): FotaSource | number {
  const { parameterCme, missingFileCme, urlLimitBytes } = knobs.get();
  if (/^(?:https?|ftp):/i.test(text) && text.length > urlLimitBytes) return parameterCme;
  if (/^https?:/i.test(text)) return { way: 'http', url: text };
  if (/^ftp:/i.test(text)) return { way: 'ftp', url: parseFtpUrl(text) };
  const size = /^FILE:(.*)$/i.exec(text)?.[1];
  if (size !== undefined) {
    const sizeBytes = decimal(size, 1, 999_999_999);
    return sizeBytes === null ? parameterCme : { way: 'stream', sizeBytes };
  }
  const bytes = flash.files.get(fileKey(text));
  return bytes === undefined ? missingFileCme : { way: 'file', bytes };
}

/** `AT+QCFG="fota/path","UFS:"`; the module takes a path without its colon and stumbles over it later (EC200U). */
function pathCommand({ knobs }: Parts<QuectelKnobs>, settings: NvStore<QuectelSettings>): AtHandler {
  return (command) => {
    const [name, value] = command.args;
    if (command.kind !== 'set' || name?.text.toLowerCase() !== 'fota/path')
      return command.kind === 'test' ? ok() : cme(knobs.get().parameterCme);
    if (value === undefined) return ok(`+QCFG: "fota/path","${settings.get('fotaPath')}"`);
    settings.set('fotaPath', value.text, true);
    return ok();
  };
}
