import { isQuotable } from '../../../../../shared/domain/atLine.ts';
import { AppError } from '../../../../../shared/errors.ts';
import type { AtChannel } from '../../atChannel.ts';
import type { CommandOptions, PlatformProduct, TriggerResult } from '../driver.ts';
import { fieldsOf, order } from '../order.ts';
import { failure } from '../signal.ts';
import { orderDomain } from './events.ts';

type Refused = Extract<TriggerResult, { kind: 'refused' }>;

/**
 * Gives a module without a product the one of the project, `AT+QIOTCFG="productinfo"` (at-commands 2.1). It is saved at once and
 * cannot be taken back, so a module that has one keeps it: of another product it is refused.
 *
 * @returns null when it belongs to the product now
 * @throws AppError settings.invalid for what cannot stand between quotes
 */
export async function belongTo(
  channel: AtChannel,
  { key, secret }: PlatformProduct,
  options: CommandOptions,
): Promise<Refused | null> {
  if (!isQuotable(key) || !isQuotable(secret))
    throw new AppError('settings.invalid', { name: 'PK/PS', reason: 'characters' });
  const reply = await channel.send('AT+QIOTCFG="productinfo"', options);
  const now = fieldsOf(reply, '+QIOTCFG')[1] ?? '';
  if (now === key) return null;
  if (now !== '') {
    const other = failure(orderDomain, 'otherProduct');
    return { kind: 'refused', answer: now, failure: other, seqs: reply.seqs };
  }
  const set = await order(channel, `AT+QIOTCFG="productinfo","${key}","${secret}"`, options);
  if (set.kind === 'done') return null;
  return { ...set, failure: failure(orderDomain, 'AT+QIOTCFG') };
}
