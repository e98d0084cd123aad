import { expect, it } from 'vitest';
import { upgradeSourceSchema } from './upgrade.ts';

it('takes the reason that a build of two files may need, and no empty one', () => {
  const [old, fresh] = ['a', 'b'].map((path) => ({ kind: 'path', path }));
  const source = { kind: 'files', old, new: fresh, format: 'uis8910' };
  const overrideReason = 'modem compared by hand';
  expect(upgradeSourceSchema.parse({ ...source, overrideReason })).toMatchObject({ overrideReason });
  expect(upgradeSourceSchema.safeParse({ ...source, overrideReason: '' }).success).toBe(false);
});
