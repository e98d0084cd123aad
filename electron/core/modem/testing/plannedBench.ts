import type { OfferAnswer } from '../upgrade/events.ts';
import type { RunUpgradeOptions } from '../upgrade/runUpgrade.ts';
import { plannedDriver } from './plannedDriver.ts';
import { createRunBench } from './runBench.ts';
import { createScriptedModule } from './scriptedModule.ts';

/** An upgrade by a platform's plan, with the person who may answer it. */
export async function createPlannedBench() {
  const bench = await createRunBench((clock) => createScriptedModule({ clock }));
  const version = { now: 'V1' };
  const { module } = bench;
  let listen: ((answer: OfferAnswer) => void) | undefined;
  for (const command of ['AT', 'AT+PLAN', 'AT+PLAN=0', 'AT+PLAN=1', 'AT+PLAN=2', 'AT+PLAN=3', 'AT+LOGIN'])
    module.answer(command, ['OK']);
  module.answer('ATI', () => [version.now, 'OK']);
  module.answer('AT+CBC', ['+CBC: 0,86,3911', 'OK']);
  module.answer('AT+CSQ', ['+CSQ: 20,99', 'OK']);
  module.answer('AT+DECLARE=*', ['OK']);
  const start = (options: Partial<RunUpgradeOptions> = {}) =>
    bench.run({
      driver: plannedDriver,
      delivery: { kind: 'cloud', asks: true },
      expected: { version: 'V2' },
      offerAnswers: (listener) => {
        listen = listener;
        return () => {
          listen = undefined;
        };
      },
      ...options,
    });
  const say = (...lines: readonly string[]): void => module.say(...lines.map((line) => `+PLAN: ${line}`));
  const answer = (given: OfferAnswer): void => listen?.(given);
  /** The plan's last word, the restart and the new version. */
  const comeBack = async (to: string): Promise<void> => {
    say('done');
    await bench.clock.advance(1000);
    version.now = to;
    module.say('RDY');
  };
  return { ...bench, version, start, say, answer, comeBack };
}
