import { expect, it } from 'vitest';
import { otaModuleSchema } from '../../../../shared/contract/otaLedger.ts';
import { openUpdatesBench } from '../testing/updatesBench.ts';

it('shows a module that was handed an upgrade exactly as the contract has it', async () => {
  const { updates, offer, ask } = openUpdatesBench();
  await offer();
  ask({ id: 'm1' });
  const { offers, loops, ...module } = updates.module('m1');
  const shown = [module, updates.findModule('m1'), updates.modules({ limit: 1 }).modules[0]];
  for (const one of shown) expect(otaModuleSchema.parse(one)).toMatchObject({ offer: { state: 'waiting' } });
  expect(offers).toHaveLength(1);
  expect(updates.findModule('nobody')).toBeNull();
  updates.close();
});
