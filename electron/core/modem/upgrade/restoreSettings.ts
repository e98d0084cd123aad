import type { ChangedSetting } from '../../../../shared/contract/job.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { AtChannel } from '../atChannel.ts';
import type { RestoreContext, UpgradeDriver, UpgradeTimeouts, UploadHooks } from '../drivers/driver.ts';

export interface RestoreTask {
  readonly driver: UpgradeDriver;
  readonly changed: ChangedSetting;
  readonly context: RestoreContext;
  readonly clock: Clock;
  readonly timeouts: UpgradeTimeouts;
  readonly note: UploadHooks['note'];
  /** A channel to the module; opens the port again when it was lost. */
  connect(signal: AbortSignal): Promise<AtChannel>;
}

/**
 * Puts one setting back within `restoreMs`, whatever happens. A failure is a result here, because it must never hide the verdict
 * of the upgrade.
 */
export async function restoreSetting(task: RestoreTask): Promise<ChangedSetting> {
  const { driver, changed, context, clock, timeouts, note } = task;
  const limit = new AbortController();
  const stopTimer = clock.after(timeouts.restoreMs, () => limit.abort());
  try {
    const channel = await task.connect(limit.signal);
    const timeoutMs = Math.min(timeouts.commandMs, timeouts.restoreMs);
    const options = { signal: limit.signal, timeoutMs, clock };
    if (driver.restore === undefined) return { ...changed, restored: 'unknown' };
    return { ...changed, restored: await driver.restore(channel, changed, context, note, options) };
  } catch (error) {
    note('upgrade.restoreImpossible', { reason: AppError.from(error).code }, 'warning');
    // What was not saved does not outlive a restart, but nobody has seen that it is gone.
    return { ...changed, restored: context.saved ? 'failed' : 'unknown' };
  } finally {
    stopTimer();
  }
}
