import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestCore, type TestCore } from '../../test/support/openTestCore.ts';

/** The doubles of the other vendors, as a door creates them. */
let core: TestCore;
beforeEach(async () => {
  core = await openTestCore();
});
afterEach(() => core.close());

const image = { kind: 'demo', name: 'SIMULATOR_V1.simfw' } as const;
const project = { kind: 'demo', name: 'DEMO_1.0.0_LuatOS-SoC_V1120_EC618.soc' } as const;

describe('a double of another vendor', () => {
  it('is created from the demo image of its kind and stands in the port list', async () => {
    for (const dialect of ['quecthing', 'quectel-dfota', 'onemo-lwm2m', 'simcom-a76xx']) {
      const port = await core.client.virtual.create({ dialect, firmware: image });
      expect(port).toMatchObject({ kind: 'virtual', role: { guess: 'at' } });
      const knobs = await core.client.virtual.knobs({ portId: port.id });
      expect(knobs.dialect).toBe(dialect);
    }
    const port = await core.client.virtual.create({ dialect: 'luatos-log', firmware: project });
    expect(port).toMatchObject({ label: 'Air780E LuatOS (virtual)', role: { guess: 'log' } });
  });

  it('is another module than the first one of another kind, in a later run too', async () => {
    const imeiOf = async ({ client }: TestCore, dialect: string, name: string) => {
      const { id } = await client.virtual.create({ dialect, firmware: { kind: 'demo', name } });
      return (await client.modem.identify({ portId: id })).imei;
    };
    const later = await openTestCore();
    try {
      const first = await imeiOf(core, 'ec618-at', 'AirM2M_780E_V1001_LTE_AT.binpkg');
      expect(first).toMatch(/^\d{15}$/);
      expect(await imeiOf(later, 'simcom-a76xx', 'SIMULATOR_V1.simfw')).not.toBe(first);
    } finally {
      await later.close();
    }
  });

  it('takes knobs while it runs, and refuses firmware of another kind', async () => {
    const port = await core.client.virtual.create({ dialect: 'simcom-a76xx', firmware: image });
    const { values } = await core.client.virtual.setKnobs({ portId: port.id, knobs: { updateFails: true } });
    expect(values['updateFails']).toBe(true);
    await expect(
      core.client.virtual.setKnobs({ portId: port.id, knobs: { updateFails: 'yes' } }),
    ).rejects.toMatchObject({ code: 'virtual.badKnob' });
    for (const [dialect, firmware] of [
      ['quectel-dfota', project],
      ['luatos-log', image],
    ] as const)
      await expect(core.client.virtual.create({ dialect, firmware })).rejects.toMatchObject({
        code: 'virtual.badFirmware',
      });
  });
});
