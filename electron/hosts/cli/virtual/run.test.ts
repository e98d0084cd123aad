import { expect, it } from 'vitest';
import type { VerbContext } from '../verb.ts';
import { runModule } from './run.ts';

it('a module that is asked for on a pseudo-terminal and on the network is refused before it is made', async () => {
  const args = { positionals: [], options: { pty: true, tcp: '0' } };
  // Nothing else of it is asked.
  const context = { args, core: {}, path: (name: string) => name } as unknown as VerbContext;
  await expect(runModule(context, ['quecthing', 'a.simfw'])).rejects.toMatchObject({
    key: 'oneOf',
    params: { options: '--pty, --tcp' },
  });
});
