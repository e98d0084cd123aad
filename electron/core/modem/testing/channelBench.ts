import { createFakeClock } from '../../ports/testing/fakeClock.ts';
import { createMemoryJournal } from '../../ports/testing/memoryJournal.ts';
import { createMemoryTransport } from '../../ports/testing/memoryPorts.ts';
import { createAtChannel } from '../atChannel.ts';
import { createScriptedModule } from './scriptedModule.ts';

/** A channel to a scripted module on a clock that stands still. */
export function createChannelBench(seed = 1) {
  const clock = createFakeClock();
  const journal = createMemoryJournal(clock);
  const transport = createMemoryTransport();
  const module = createScriptedModule({ clock, seed });
  module.attach(transport);
  module.answer('AT', ['OK']);
  const channel = createAtChannel({ transport, journal, clock, portId: 'memory:1', jobId: 'job-1' });
  /** Moves the clock until a promise is settled, at most `limitMs`. */
  const settle = async <Value>(promise: Promise<Value>, limitMs = 600_000): Promise<Value> => {
    let done = false;
    const mark = (): void => {
      done = true;
    };
    promise.then(mark, mark);
    await clock.settle();
    for (let passed = 0; !done && passed < limitMs; passed += 50) await clock.advance(50);
    return promise;
  };
  const lines = () => journal.of('atLine').map((row) => `${row.direction} ${row.role} ${row.text}`);
  return { clock, journal, transport, module, channel, settle, lines };
}
