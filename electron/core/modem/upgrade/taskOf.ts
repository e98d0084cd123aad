import type { ChangedSetting } from '../../../../shared/contract/job.ts';
import type { McuComponent, PlatformProduct, UploadHooks } from '../drivers/driver.ts';
import type { UpgradeEffect, UpgradeEvent } from './events.ts';
import {
  type ImageBuffer,
  nextBlockTask,
  readBlockTask,
  type TakeImage,
  takeImageTask,
} from './imageTasks.ts';
import { answerOfferTask, readConditionsTask, reportTask, resetTask } from './offerTasks.ts';
import {
  checkVersionTask,
  configureTask,
  identifyTask,
  queryStateTask,
  type TaskContext,
  triggerTask,
  uploadTask,
} from './tasks.ts';

/** How the package reaches the module; `asks`: the host asks the platform for a plan, else it only follows. */
export type UpgradeDelivery =
  | { readonly kind: 'http'; readonly url: string; readonly saveUrl: boolean }
  | { readonly kind: 'serial'; readonly packageBytes: Uint8Array }
  | { readonly kind: 'cloud'; readonly asks: boolean; readonly product?: PlatformProduct }
  | {
      readonly kind: 'local';
      readonly asks: boolean;
      readonly take: TakeImage;
      /** Tells the platform of the new version; default true. */
      readonly declare?: boolean;
      /** What the MCU runs, told before a plan is asked for. */
      readonly component?: McuComponent;
      readonly product?: PlatformProduct;
    };

/** Counts requests to a platform and says when the next one may be made. */
export interface QuotaGate {
  /** Time until one more is safe, 0 for now. */
  holdMs(): number;
  onRequest(by: 'host' | 'module'): void;
}

/** Effects that talk to the module. */
export type TaskEffect = Exclude<
  UpgradeEffect,
  { readonly do: 'note' | 'arm' | 'disarm' | 'stopTask' | 'reconnect' | 'restore' | 'countOwnRequest' }
>;

export interface TaskParts {
  readonly context: TaskContext;
  readonly delivery: UpgradeDelivery;
  readonly image: ImageBuffer;
  /** Progress while the task runs. */
  readonly dispatch: (event: UpgradeEvent) => void;
  readonly note: UploadHooks['note'];
  readonly quota: QuotaGate | undefined;
  readonly onWillSet: (changed: ChangedSetting) => void;
  readonly onSettingRefused: () => void;
}

/** The task of an effect; null where its end is no event, because the module's next line is. */
export function taskOf(effect: TaskEffect, parts: TaskParts): Promise<UpgradeEvent | null> {
  const { context, delivery, image } = parts;
  switch (effect.do) {
    case 'identify':
      return identifyTask(context);
    case 'checkVersion':
      return checkVersionTask(context);
    case 'configure':
      return configure(parts);
    case 'trigger':
      return trigger(parts, effect.resume);
    case 'queryState':
      return queryStateTask(context, delivery.kind === 'http' ? delivery.url : undefined);
    case 'upload':
      return upload(parts);
    case 'readConditions':
      return readConditionsTask(context);
    case 'answerOffer':
      return answerOfferTask(context, effect.accept);
    case 'reset':
      return resetTask(context);
    case 'report':
      return reportTask(context);
    case 'readBlock':
      return readBlockTask(context, effect.block, image, (done) =>
        parts.dispatch({ kind: 'blockProgressed', done }),
      );
    case 'nextBlock':
      return nextBlockTask(context);
    case 'takeImage':
      if (delivery.kind !== 'local') throw new Error('only the local way takes an image');
      return takeImageTask(context, effect, image, delivery);
  }
}

async function trigger({ context, delivery, quota }: TaskParts, resume: boolean): Promise<UpgradeEvent> {
  const waitMs = quota?.holdMs() ?? 0;
  if (waitMs > 0) return { kind: 'held', waitMs };
  quota?.onRequest('host');
  return triggerTask(context, {
    resume,
    url: delivery.kind === 'http' ? delivery.url : null,
    component: delivery.kind === 'local' ? (delivery.component ?? null) : null,
    product: 'product' in delivery ? (delivery.product ?? null) : null,
  });
}

async function configure({ context, delivery, note, onWillSet, onSettingRefused }: TaskParts) {
  if (delivery.kind !== 'http') throw new Error('only the http way configures');
  const event = await configureTask(context, delivery, (changed) => {
    onWillSet(changed);
    if (changed.before === null) note('upgrade.urlNotReadable', {});
    else if (changed.before === '') note('upgrade.urlWasEmpty', {});
    else note('upgrade.urlRead', { url: changed.before });
  });
  if (event.kind === 'configured') note('upgrade.urlSet', { url: delivery.url, saved: delivery.saveUrl });
  if (event.kind === 'refused') onSettingRefused();
  return event;
}

function upload({ context, delivery, dispatch, note }: TaskParts): Promise<UpgradeEvent> {
  if (delivery.kind !== 'serial') throw new Error('only the serial way uploads');
  return uploadTask(context, delivery.packageBytes, {
    onProgress: (step, done, total) => dispatch({ kind: 'uploadProgressed', step, done, total }),
    note,
  });
}
