/** The program of the kill test: decides for ever on the store of a folder, a few in each turn, and says them once they are kept. */
import { openStore } from '../../store/openStore.ts';
import { createManualClock } from './manualClock.ts';
import { openUpdatesBench } from './updatesBench.ts';

const folder = process.argv[2] ?? '';
const bench = openUpdatesBench(openStore({ folder, wallMs: () => 0 }), createManualClock());
if (bench.updates.campaigns().length === 0) await bench.offer();
else bench.pack('full');
await bench.updates.loaded();
const again = await bench.restart();
for (let n = 0; ; n += 5) {
  const made = Array.from({ length: 5 }, (_, index) => again.ask({ id: `m${(n + index) % 7}` }));
  // Ends with the turn, so that the pipe breathes too and the parent can choose its moment.
  await again.updates.settled();
  for (const { seq, outcome, claim } of made) process.stdout.write(`${seq} ${outcome} ${claim.identity}\n`);
}
