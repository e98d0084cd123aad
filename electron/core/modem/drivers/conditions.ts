import { parseInteger } from '../../../../shared/domain/atLine.ts';
import type { AtChannel } from '../atChannel.ts';
import type { CommandOptions, OfferConditions } from './driver.ts';
import { fieldsOf } from './order.ts';

/** Strongest value of CSQ; everything above says that it is not known (27.007). */
const strongestRssi = 31;

/**
 * Battery and signal as 27.007 has them: `+CBC: <bcs>,<percent>,<mV>`, `+CSQ: <rssi>,<ber>` with -113 dBm + 2 per step. A single
 * number behind `+CBC:` is a voltage, which tells no percentage (at-commands 1.6).
 *
 * @throws AppError modem.timeout, port.closed, rpc.cancelled
 */
export async function readBatteryAndSignal(
  channel: AtChannel,
  options: CommandOptions,
): Promise<OfferConditions> {
  const battery = await channel.send('AT+CBC', options);
  const signal = await channel.send('AT+CSQ', options);
  const percent = parseInteger(fieldsOf(battery, '+CBC')[1]);
  const rssi = parseInteger(fieldsOf(signal, '+CSQ')[0]);
  const knowsSignal = rssi !== null && rssi >= 0 && rssi <= strongestRssi;
  return {
    batteryPercent: percent !== null && percent >= 0 && percent <= 100 ? percent : null,
    signalDbm: knowsSignal ? -113 + 2 * rssi : null,
    seqs: [...battery.seqs, ...signal.seqs],
  };
}
