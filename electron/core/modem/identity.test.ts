import { describe, expect, it } from 'vitest';
import { identify } from './identity.ts';
import { readVersion } from './identityVersion.ts';
import { createChannelBench } from './testing/channelBench.ts';

function healthy(seed = 1) {
  const bench = createChannelBench(seed);
  const { module } = bench;
  module.answer('ATI', ['AirM2M_780E_V1138_LTE_AT', 'OK']);
  module.answer('AT^HVER', ['^HVER:EC618', 'OK']);
  module.answer('AT+CGSN', ['862991234567890', 'OK']);
  module.answer('AT+CPIN?', ['+CPIN: READY', 'OK']);
  module.answer('AT+CEREG?', ['+CEREG: 0,1', 'OK']);
  module.answer('AT+CREG?', ['+CREG: 0,1', 'OK']);
  module.answer('AT+CGATT?', ['+CGATT: 1', 'OK']);
  module.answer('AT+CSQ', ['+CSQ: 24,0', 'OK']);
  module.answer('AT+ICCID', ['+ICCID: 898604B81922D0123456', 'OK']);
  return bench;
}

describe('who a module is', () => {
  it('is read from its answers', async () => {
    const { channel, settle } = healthy();
    expect(await settle(identify(channel))).toEqual({
      dialect: 'luat-at',
      dialectReason: 'airM2M',
      dialectEvidence: 'AirM2M_780E_V1138_LTE_AT',
      version: 'AirM2M_780E_V1138_LTE_AT',
      model: 'Air780E',
      chip: 'EC618',
      imei: '862991234567890',
      iccid: '898604B81922D0123456',
      sim: 'ready',
      registration: 1,
      attached: true,
      signalDbm: -65,
    });
  });

  it('leaves out whatever the module refuses', async () => {
    const { channel, module, settle } = createChannelBench();
    module.answer('ATI', ['AirM2M_780ET_V1015_LTE_AT_IPC', 'OK']);
    expect(await settle(identify(channel))).toEqual({
      dialect: 'luat-at',
      dialectReason: 'airM2M',
      dialectEvidence: 'AirM2M_780ET_V1015_LTE_AT_IPC',
      version: 'AirM2M_780ET_V1015_LTE_AT_IPC',
      model: 'Air780ET',
      chip: 'EC718P',
      sim: 'unknown',
    });
  });

  it.each([
    [['+CME ERROR: 10'], 'absent'],
    [['+CME ERROR: SIM not inserted'], 'absent'],
    [['+CPIN: SIM PIN', 'OK'], 'locked'],
    [['+CME ERROR: 11'], 'locked'],
    [['ERROR'], 'unknown'],
  ])('has a SIM state from %s: %s', async (answer, sim) => {
    const { channel, module, settle } = healthy();
    module.answer('AT+CPIN?', answer);
    const identity = await settle(identify(channel));
    expect(identity.sim).toBe(sim);
    expect(identity.iccid).toBeUndefined();
  });

  it('has no signal strength at 99 and takes a hand-made +CSQ:18', async () => {
    const { channel, module, settle } = healthy();
    module.answer('AT+CSQ', ['+CSQ: 99,99', 'OK']);
    expect((await settle(identify(channel))).signalDbm).toBeUndefined();
    module.answer('AT+CSQ', ['+CSQ:18', 'OK']);
    expect((await settle(identify(channel))).signalDbm).toBe(-77);
  });

  it('takes the better of packet and circuit registration', async () => {
    const { channel, module, settle } = healthy();
    module.answer('AT+CEREG?', ['ERROR']);
    module.answer('AT+CREG?', ['+CREG: 2,5,"1863","0183db22",7', 'OK']);
    expect((await settle(identify(channel))).registration).toBe(5);
    module.answer('AT+CEREG?', ['+CEREG: 0,2', 'OK']);
    module.answer('AT+CREG?', ['+CREG: 0,3', 'OK']);
    expect((await settle(identify(channel))).registration).toBe(2);
  });

  it('stops asking a module that has fallen silent', async () => {
    const { channel, module, settle } = healthy();
    for (const command of ['AT+CPIN?', 'AT+CEREG?', 'AT+CREG?', 'AT+CGATT?', 'AT+CSQ'])
      module.answer(command, null);
    expect(await settle(identify(channel))).toMatchObject({ imei: '862991234567890', sim: 'unknown' });
    expect(module.commands).not.toContain('AT+CSQ');
  });

  it('cannot be told by a port that never answers', async () => {
    const { channel, module, settle } = createChannelBench();
    module.answer('AT', null);
    await expect(settle(identify(channel))).rejects.toMatchObject({
      code: 'modem.timeout',
      params: { command: 'AT' },
    });
  });

  it('is not taken from a log line that slips into the answer', async () => {
    const { channel, module, settle } = createChannelBench();
    module.answer('ATI', ['I/user.main free heap 12345', 'AirM2M_780E_V1138_LTE_AT', 'OK']);
    expect((await settle(readVersion(channel))).version).toBe('AirM2M_780E_V1138_LTE_AT');
  });

  it('is asked for in another way when ATI has no answer', async () => {
    const { channel, module, settle } = createChannelBench();
    module.answer('ATI', ['OK']);
    module.answer('AT+CGMR', ['+CGMR: "AirM2M_780EP_V1007_LTE_AT"', 'OK']);
    const answer = await settle(readVersion(channel));
    expect(answer.version).toBe('AirM2M_780EP_V1007_LTE_AT');
    module.answer('AT+CGMR', ['ERROR']);
    await expect(settle(readVersion(channel))).rejects.toMatchObject({ code: 'modem.notSupported' });
  });

  it('may be another family’s, found by its own words', async () => {
    const { channel, module, settle } = createChannelBench();
    module.answer('ATI', ['Quectel', 'EC800K', 'Revision: EC800KCNLCR01A01M04', 'OK']);
    module.answer('AT+QGMR', ['EC800KCNLCR01A01M04', 'OK']);
    module.answer('AT+CGSN', ['862991234567890', 'OK']);
    module.answer('AT+CPIN?', ['+CPIN: READY', 'OK']);
    module.answer('AT+QCCID', ['+QCCID: 898604B81922D0123456', 'OK']);
    expect(await settle(identify(channel))).toEqual({
      dialect: 'quectel-dfota',
      dialectReason: 'quectel',
      dialectEvidence: 'Quectel',
      version: 'EC800KCNLCR01A01M04',
      model: 'EC800K',
      imei: '862991234567890',
      iccid: '898604B81922D0123456',
      sim: 'ready',
    });
    expect(module.commands).not.toContain('AT^HVER');
  });

  it('is told also of a module that no driver fits, after every question was asked', async () => {
    const { channel, module, settle } = createChannelBench();
    module.answer('ATI', ['Modem X', 'OK']);
    module.answer('AT+CGMM', ['+CGMM: "X1000"', 'OK']);
    expect(await settle(identify(channel))).toEqual({
      dialect: 'unknown',
      version: 'Modem X',
      model: 'X1000',
      sim: 'unknown',
    });
    expect(module.commands).toEqual(expect.arrayContaining(['AT+CGMI', 'AT+CGMM', 'AT+CGMR']));
  });

  it('is read by the driver that a person names, and only by one that there is', async () => {
    const { channel, module, settle } = createChannelBench();
    module.answer('AT+QGMR', ['EC800KCNLCR01A01M04', 'OK']);
    const identity = await settle(identify(channel, { driver: 'quectel-dfota' }));
    expect(identity).toEqual({ dialect: 'quectel-dfota', version: 'EC800KCNLCR01A01M04', sim: 'unknown' });
    await expect(settle(identify(channel, { driver: 'nobody' }))).rejects.toMatchObject({
      code: 'modem.unknownDriver',
      params: { driver: 'nobody' },
    });
  });
});
