import { statSync } from 'node:fs';
import { costOf, judge, line, type Measure, quietest, sizeOf } from './packagesMeasure.ts';
import { vendorRows } from './packagesRows.ts';

/** Ours beside the vendor's files for the same inputs, each with its goal. */
export function benchVendor(measure: Measure): void {
  console.log("\nbeside the vendor's files; the ratio is ours by the vendor's");
  console.log(line('pair', 'format', 'vendor', 'ours', 'ratio', 'goal', '', 'ms', 'cpu ms', 'peak MiB'));
  for (const row of vendorRows) {
    const vendor = typeof row.vendor === 'number' ? row.vendor : statSync(row.vendor).size;
    const figures = quietest(measure, row);
    const ratio = (figures?.sizeBytes ?? Number.NaN) / vendor;
    const cells = figures === null ? ['FAILED'] : sizeOf(figures);
    console.log(
      line(
        row.name,
        row.format,
        String(vendor),
        ...cells,
        ratio.toFixed(3),
        `<= ${row.goal.toFixed(2)}`,
        judge(ratio <= row.goal),
        ...(figures === null ? [] : costOf(figures)),
      ),
    );
  }
}
