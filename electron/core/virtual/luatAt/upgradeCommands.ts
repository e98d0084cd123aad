import type { AtCommand } from '../at/parse.ts';
import { type AtHandlers, type AtReply, cme, decimal, ok } from '../at/reply.ts';
import type { LuatKnobs } from './knobs.ts';
import type { LuatParts } from './parts.ts';
import { periodLimitsSec, type UpgradeSettings } from './upgradeSettings.ts';
import type { UpgradeState, UpgradeTask } from './upgradeTask.ts';

/** `AT+UPGRADE` in all its forms (at-commands 1.1). `onScheduleChanged` follows a change of AUTO or PERIOD. */
export function upgradeCommands(
  parts: LuatParts,
  task: UpgradeTask,
  onScheduleChanged: () => void,
): AtHandlers {
  return {
    '+UPGRADE': (command) => {
      const knobs = parts.knobs.get();
      if (command.kind === 'test') return cmeOrOk(knobs.upgradeTestCme);
      if (command.kind === 'read') return stateReply(task.state(), knobs);
      if (command.kind === 'execute') return trigger(task, knobs);
      return tagCommand(parts, command, (tag) => {
        if (tag === 'AUTO' || tag === 'PERIOD') onScheduleChanged();
        if (tag !== 'KEY' && parts.knobs.get().startOnUrlSet) task.trigger();
      });
    },
  };
}

function trigger(task: UpgradeTask, knobs: LuatKnobs): AtReply {
  if (task.state().kind === 'downloading') return cmeOrOk(knobs.upgradeWhileRunningCme);
  // The answer comes before any network contact, as on the real module.
  return { ...ok(), after: () => task.trigger() };
}

function cmeOrOk(code: number): AtReply {
  return code === 0 ? ok() : cme(code);
}

function stateReply(state: UpgradeState, knobs: LuatKnobs): AtReply {
  const reply = ok(stateLine(state, knobs));
  return state.kind === 'ended' && !knobs.stateOk ? { ...reply, final: nothing } : reply;
}

/** No final line: the host waits for its timeout. */
const nothing = { kind: 'prompt', text: '' } as const;

function stateLine(state: UpgradeState, knobs: LuatKnobs): string {
  if (state.kind === 'idle') return '+UPGRADE: 0';
  if (state.kind === 'downloading') return `+UPGRADE: 1,${Math.max(1, state.percent)}`;
  const comma = knobs.stateBlanks ? ', ' : ',';
  const fields = [state.code, state.httpStatus, state.cause].join(comma);
  return `+UPGRADE: 2${comma}${knobs.stateBrackets ? `[${fields}]` : fields}`;
}

type Tag = keyof UpgradeSettings;

function tagCommand(parts: LuatParts, command: AtCommand, onSet: (tag: Tag) => void): AtReply {
  const knobs = parts.knobs.get();
  const [tagArgument, valueArgument, saveArgument] = command.args;
  const tag = readTag(tagArgument?.text);
  if (!tag || command.args.length > 3) return cme(knobs.parameterCme);
  if (!valueArgument) return readback(tag, parts.settings.get(tag), knobs);
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

function readback(tag: Tag, value: string | number, knobs: LuatKnobs): AtReply {
  if (knobs.readback === 'okOnly') return ok();
  if (knobs.readback === 'error') return cme(knobs.parameterCme);
  if (knobs.readback === 'silent') return { lines: [], final: nothing };
  return ok(`+UPGRADE:${tag},${knobs.readbackQuotes && typeof value === 'string' ? `"${value}"` : value}`);
}

/** False for a value out of its range. */
function setValue({ settings, knobs }: LuatParts, tag: Tag, text: string, saved: boolean): boolean {
  const { maxValueBytes, settingStored } = knobs.get();
  // The module says OK either way; only a read-back or a reset tells.
  const ignored = settingStored === 'ignored';
  const stored = saved && settingStored === 'saved';
  if (tag === 'URL' || tag === 'KEY') {
    if (maxValueBytes > 0 && text.length > maxValueBytes) return false;
    if (!ignored) settings.set(tag, text, stored);
    return true;
  }
  const limits = tag === 'AUTO' ? { min: 0, max: 1 } : periodLimitsSec;
  const value = decimal(text, limits.min, limits.max);
  if (value === null) return false;
  if (!ignored) settings.set(tag, value, stored);
  return true;
}
