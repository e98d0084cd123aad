import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { luatosScript } from './delta/formats/luatos/format.ts';
import { readFirmware } from './firmware/readFirmware.ts';
import { luatosLog } from './virtual/luatos/dialect.ts';
import { createKitBench } from './virtual/testing/kitBench.ts';

const demo = (version: string): Uint8Array =>
  new Uint8Array(
    readFileSync(new URL(`../../resources/demo/DEMO_${version}_LuatOS-SoC_V1120_EC618.soc`, import.meta.url)),
  );

it('a script package of ours is taken by the double that knows nothing of our writer', async () => {
  const [old, fresh] = await Promise.all([
    readFirmware(demo('1.0.0'), 'old.soc'),
    readFirmware(demo('1.0.1'), 'new.soc'),
  ]);
  const plan = luatosScript.plan(old, fresh, {});
  const upgrade = await luatosScript.write(plan, { onProgress: () => {} });
  const bench = await createKitBench({
    dialect: luatosLog,
    firmware: demo('1.0.0'),
    serve: upgrade,
    knobs: { platformHost: '192.168.1.10:8080' },
  });
  expect(bench.module.describe().version).toBe('1120.1.0');
  bench.waitFor('result\t0');
  bench.waitFor('DEMO\t1.0.1');
  expect(bench.module.lastRefusal()).toBeNull();
  expect(bench.module.describe().version).toBe('1120.1.1');
  expect(bench.server.requests[0]).toContain('firmware_name=DEMO_LuatOS-SoC_Air780E&version=1120.1.0&');
});
