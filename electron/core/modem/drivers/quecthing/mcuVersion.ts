import { splitFields, splitNamed } from '../../../../../shared/domain/atLine.ts';
import type { AtChannel } from '../../atChannel.ts';
import type { IdentifyOptions, VersionAnswer } from '../../identityVersion.ts';
import type { CommandOptions, CommandResult, McuComponent } from '../driver.ts';
import { order } from '../order.ts';

/**
 * The version that was declared for the MCU: the first of `AT+QIOTMCUVER?`, `+QIOTMCUVER: "MCU1","1.0.0"` (at-commands 2.1). Empty
 * where none was; then no plan can fit it.
 *
 * @throws AppError modem.timeout, port.closed, rpc.cancelled
 */
export async function readMcuVersion(
  channel: AtChannel,
  { timeoutMs = 3000, signal }: IdentifyOptions = {},
): Promise<VersionAnswer> {
  const reply = await channel.send('AT+QIOTMCUVER?', {
    timeoutMs,
    ...(signal === undefined ? {} : { signal }),
  });
  const named = reply.lines.map(splitNamed).find((line) => line?.name === '+QIOTMCUVER');
  return { version: splitFields(named?.body ?? '')[1] ?? '', seqs: reply.seqs };
}

/** `AT+QIOTMCUVER="MCU1","1.0.0"`: kept by the module, and told to the platform at once. */
export function declareMcuVersion(
  channel: AtChannel,
  { name, version }: McuComponent,
  options: CommandOptions,
): Promise<CommandResult> {
  return order(channel, `AT+QIOTMCUVER="${name}","${version}"`, options);
}
