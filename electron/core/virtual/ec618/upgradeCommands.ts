import type { AtCommand } from '../at/parse.ts';
import { type AtHandlers, type AtReply, cme, decimal, ok } from '../at/reply.ts';
import type { Ec618Knobs } from './knobs.ts';
import type { Ec618Parts } from './parts.ts';
import { periodLimitsSec, type UpgradeSettings } from './upgradeSettings.ts';
import type { UpgradeState, UpgradeTask } from './upgradeTask.ts';

/** `AT+UPGRADE` in all its forms (at-commands 1.1). `onScheduleChanged` follows a change of AUTO or PERIOD. */
export function upgradeCommands(
  parts: Ec618Parts,
  task: UpgradeTask,
  onScheduleChanged: () => void,
): AtHandlers {
  return {
    '+UPGRADE': (command) => {
      const knobs = parts.knobs.get();
      if (command.kind === 'test') return cmeOrOk(knobs.upgradeTestCme);
      if (command.kind === 'read') return ok(stateLine(task.state(), knobs));
      if (command.kind === 'execute') return trigger(task, knobs);
      return tagCommand(parts, command, (tag) => {
        if (tag === 'AUTO' || tag === 'PERIOD') onScheduleChanged();
        if (tag !== 'KEY' && parts.knobs.get().startOnUrlSet) task.trigger();
      });
    },
  };
}

function trigger(task: UpgradeTask, knobs: Ec618Knobs): AtReply {
  if (task.state().kind === 'downloading') return cmeOrOk(knobs.upgradeWhileRunningCme);
  // The answer comes before any network contact, as on the real module.
  return { ...ok(), after: () => task.trigger() };
}

function cmeOrOk(code: number): AtReply {
  return code === 0 ? ok() : cme(code);
}

function stateLine(state: UpgradeState, knobs: Ec618Knobs): string {
  if (state.kind === 'idle') return '+UPGRADE: 0';
  if (state.kind === 'downloading') return `+UPGRADE: 1,${Math.max(1, state.percent)}`;
  const comma = knobs.stateBlanks ? ', ' : ',';
  const fields = [state.code, state.httpStatus, state.cause].join(comma);
  return `+UPGRADE: 2${comma}${knobs.stateBrackets ? `[${fields}]` : fields}`;
}

type Tag = keyof UpgradeSettings;

function tagCommand(parts: Ec618Parts, command: AtCommand, onSet: (tag: Tag) => void): AtReply {
  const knobs = parts.knobs.get();
  const [tagArgument, valueArgument, saveArgument] = command.args;
  const tag = readTag(tagArgument?.text);
  if (!tag || command.args.length > 3) return cme(knobs.parameterCme);
  if (!valueArgument) return ok(readback(tag, parts.settings.get(tag), knobs));
  // 0 saves and is the default, 1 does not: inverted from intuition.
  const unsaved = saveArgument === undefined ? 0 : decimal(saveArgument.text, 0, 1);
  if (unsaved === null || !setValue(parts, tag, valueArgument.text, unsaved === 0))
    return cme(knobs.parameterCme);
  return { ...ok(), ...(unsaved === 0 ? { delayMs: knobs.nvWriteMs } : {}), after: () => onSet(tag) };
}

function readTag(text: string | undefined): Tag | null {
  const upper = text?.toUpperCase();
  return upper === 'URL' || upper === 'KEY' || upper === 'AUTO' || upper === 'PERIOD' ? upper : null;
}

function readback(tag: Tag, value: string | number, knobs: Ec618Knobs): string {
  return `+UPGRADE:${tag},${knobs.readbackQuotes && typeof value === 'string' ? `"${value}"` : value}`;
}

/** False for a value out of its range. */
function setValue({ settings, knobs }: Ec618Parts, tag: Tag, text: string, saved: boolean): boolean {
  if (tag === 'URL' || tag === 'KEY') {
    const most = knobs.get().maxValueBytes;
    if (most > 0 && text.length > most) return false;
    settings.set(tag, text, saved);
    return true;
  }
  const limits = tag === 'AUTO' ? { min: 0, max: 1 } : periodLimitsSec;
  const value = decimal(text, limits.min, limits.max);
  if (value === null) return false;
  settings.set(tag, value, saved);
  return true;
}
