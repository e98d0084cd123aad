/** The program of the kill test: decides for ever on the store of a folder and says each decision only after it was made. */
import { openStore } from '../../store/openStore.ts';
import { createManualClock } from './manualClock.ts';
import { openUpdatesBench } from './updatesBench.ts';

const folder = process.argv[2] ?? '';
const bench = openUpdatesBench(openStore({ folder, wallMs: () => 0 }), createManualClock());
if (bench.updates.campaigns().length === 0) await bench.offer();
else bench.pack('full');
await bench.updates.loaded();
const again = await bench.restart();
for (let n = 0; ; n++) {
  const { seq, outcome, claim } = again.ask({ id: `m${n % 7}` });
  process.stdout.write(`${seq} ${outcome} ${claim.identity}\n`);
  // Lets the pipe breathe, so that the parent can choose its moment.
  if (n % 5 === 0) await new Promise((resolve) => setImmediate(resolve));
}
