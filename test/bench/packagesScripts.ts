import { openOta } from '../../electron/core/delta/formats/luatos/apply.ts';
import { writeOtaFile } from '../../electron/core/delta/formats/luatos/write/otaFile.ts';
import { writeSector } from '../../electron/core/delta/formats/luatos/write/sector.ts';
import { corpusBytes } from '../support/corpus.ts';
import { quietWork } from '../support/quietWork.ts';
import { judge, line } from './packagesMeasure.ts';

const vendorFiles = [
  'ota_script/Air780E_EC618_fota_uart.bin',
  'ota_script/Air780EPM_fota_uart.bin',
  'ota_made/out.sota',
  'ota_made/out3.sota',
] as const;

/** The vendor's script packages opened, and their content packed by our writer: the same header, sectors of our own coder. */
export async function benchScripts(): Promise<void> {
  for (const name of vendorFiles) {
    const vendor = corpusBytes(`luat/${name}`);
    const { magic, mainVersion, appVersion, sectors, par } = openOta(vendor);
    const written: Uint8Array[] = [];
    for (const { startAddress, bytes } of sectors)
      written.push(await writeSector({ magic, startAddress, data: bytes }, quietWork()));
    const common = new Uint8Array(Buffer.concat(written));
    const ours = writeOtaFile({ magic, mainVersion: mainVersion[4] ?? 0, appVersion, common, sdk: par });
    const ratio = ours.length / vendor.length;
    const sizes = [vendor.length, ours.length].map(String);
    const label = (name.split('/')[1] ?? name).slice(0, 19);
    console.log(line(label, 'luatos-script', ...sizes, ratio.toFixed(3), '<= 1.00', judge(ratio <= 1)));
  }
}
