import type { ChangedSetting } from '../../../../../shared/contract/job.ts';
import type { AtChannel } from '../../atChannel.ts';
import { writeCommand } from '../../settingCommands.ts';
import { readSetting } from '../../settings.ts';
import type { CommandOptions, RestoreContext, UploadHooks } from '../driver.ts';

/**
 * Puts the URL back. One that was not saved is gone with the module's restart, which is read back where the module can. How to
 * clear a URL is not documented (at-commands 8), so nothing is written where there was none before; that is said.
 */
export async function restoreUrl(
  channel: AtChannel,
  changed: ChangedSetting,
  context: RestoreContext,
  note: UploadHooks['note'],
  options: CommandOptions,
): Promise<ChangedSetting['restored']> {
  if (changed.before === changed.during) return 'notNeeded';
  const now = await readSetting(channel, 'URL', options);
  if (now.value !== null && now.value !== changed.during) {
    // Whatever it is, it is not ours any more.
    note('upgrade.urlGone', {});
    return now.value === changed.before ? goneOrBack(context) : 'gone';
  }
  if (now.value === null && !context.saved && context.rebootSeen) {
    note('upgrade.urlGone', {});
    return 'gone';
  }
  return writeBack(channel, changed, context, note, options);
}

async function writeBack(
  channel: AtChannel,
  changed: ChangedSetting,
  context: RestoreContext,
  note: UploadHooks['note'],
  options: CommandOptions,
): Promise<ChangedSetting['restored']> {
  const still = (): 'untilRestart' | 'failed' => {
    const forgets = !context.saved && !context.rebootSeen;
    note(forgets ? 'upgrade.urlStillSet' : 'upgrade.urlNotRestored', { url: changed.during }, 'warning');
    return forgets ? 'untilRestart' : 'failed';
  };
  // Writing a URL can start a download: not into one that is under way, unless ours would stay for good.
  if (context.moduleBusy && !context.saved) return still();
  if (changed.before === null || changed.before === '') return still();
  // Our unsaved URL survived a restart: then it was saved after all, and the old one has to be saved over it.
  const save = context.saved || context.rebootSeen;
  const reply = await channel.send(writeCommand('URL', changed.before, save), options);
  if (reply.final !== 'ok') return still();
  const after = await readSetting(channel, 'URL', options);
  if (after.value !== null && after.value !== changed.before) return still();
  note('upgrade.urlRestored', { url: changed.before });
  return 'yes';
}

function goneOrBack({ saved }: RestoreContext): 'yes' | 'gone' {
  return saved ? 'yes' : 'gone';
}
