/** `npm run bench -- NAME`: measures ratios against a peer in the same run; never part of `npm test`. */

import { calibrate } from './calibrate.ts';
import { benchLog } from './log.ts';
import { benchPackages } from './packages.ts';
import { benchSerial } from './serial.ts';
import { benchServer } from './server.ts';

const benches: Readonly<Record<string, () => Promise<void>>> = {
  log: benchLog,
  packages: benchPackages,
  serial: benchSerial,
  server: benchServer,
};

const name = process.argv[2] ?? '';
const bench = benches[name];
if (bench === undefined) {
  console.error(`usage: npm run bench -- ${Object.keys(benches).join('|')}`);
  process.exitCode = 2;
} else {
  console.log(calibrate());
  await bench();
}
