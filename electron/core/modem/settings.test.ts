import { describe, expect, it } from 'vitest';
import { previewSettings } from './settingCommands.ts';
import { readSettings, writeSettings } from './settings.ts';
import { createChannelBench } from './testing/channelBench.ts';

const key = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6';
const publicUrl = 'http://ota.example.com/a.bin';

describe('what writing settings would send', () => {
  it('is the exact lines, key first and URL last', () => {
    const values = { URL: publicUrl, PERIOD: '86400', AUTO: '0', KEY: key };
    expect(previewSettings(values, true).commands).toEqual([
      `AT+UPGRADE="KEY","${key}"`,
      'AT+UPGRADE="AUTO",0',
      'AT+UPGRADE="PERIOD",86400',
      `AT+UPGRADE="URL","${publicUrl}"`,
    ]);
    expect(previewSettings({ URL: publicUrl }, false)).toEqual({
      commands: [`AT+UPGRADE="URL","${publicUrl}",1`],
      warnings: [],
    });
  });

  it.each([
    [{ KEY: 'short' }, false, ['keyUnusual']],
    [{ KEY: key }, true, []],
    [{ URL: 'ftp://a.example/x' }, false, ['urlNotHttp']],
    [{ URL: 'https://a.example/x' }, false, ['urlHttps']],
    [{ URL: `http://a.example/${'x'.repeat(300)}` }, false, ['urlLong']],
    [{ URL: 'http://a.example/升级' }, false, ['urlNotAscii']],
    [{ URL: 'http://a.example/a b' }, false, ['urlNotAscii']],
    [{ URL: 'http://127.0.0.1:8080/x' }, false, ['urlLoopback']],
    [{ URL: 'http://localhost/x' }, false, ['urlLoopback']],
    [{ URL: 'http://192.168.1.5/x' }, false, ['urlPrivate']],
    [{ URL: 'http://172.31.0.1/x' }, false, ['urlPrivate']],
    [{ URL: 'http://172.32.0.1/x' }, false, []],
    [{ URL: publicUrl }, true, ['urlSaved']],
    [{ URL: '“http://a.example/x”' }, false, ['fullWidth', 'urlNotHttp', 'urlNotAscii']],
    [{ AUTO: '1' }, false, ['autoOn']],
    [{ AUTO: '0' }, false, []],
    [{ PERIOD: '59' }, false, ['periodRange']],
    [{ PERIOD: '4294967296' }, false, []],
    [{ PERIOD: '4294967297' }, false, ['periodRange']],
    [{ URL: 'http://100.64.0.9/x' }, false, ['urlPrivate']],
    [{ URL: 'http://bench-pc:8080/x' }, false, ['urlLocalName']],
    [{ URL: 'http://pc.local/x' }, false, ['urlLocalName']],
    [{ PERIOD: '3600', URL: 'http://a.example/openluat.com' }, false, []],
    [{ PERIOD: '3600' }, false, ['periodBan']],
    [{ PERIOD: '14400' }, false, []],
    [{ PERIOD: '3600', URL: publicUrl }, false, []],
    [{ PERIOD: '3600', URL: 'http://iot.openluat.com/api/x' }, false, ['periodBan']],
  ])('for %j (saved %s) warns of %j', (values, save, codes) => {
    expect(previewSettings(values, save).warnings.map((warning) => warning.code)).toEqual(codes);
  });

  it('warns of a period that the module already holds when the URL leads to the platform', () => {
    const platform = { URL: 'http://iot.openluat.com/api/x' };
    const codes = (current: Record<string, string>) =>
      previewSettings(platform, false, { current }).warnings.map(({ code }) => code);
    expect(codes({ PERIOD: '3600' })).toEqual(['periodBan']);
    expect(codes({ PERIOD: '86400' })).toEqual([]);
    expect(previewSettings({ PERIOD: '60' }, false, { current: { URL: publicUrl } }).warnings).toEqual([]);
    expect(previewSettings({ PERIOD: '60' }, false, { current: { URL: '' } }).warnings).toHaveLength(1);
  });

  it('spares a module on this computer the warnings about its network', () => {
    const local = { URL: 'http://127.0.0.1:8080/x' };
    expect(previewSettings(local, false, { onThisComputer: true }).warnings).toEqual([]);
  });

  it.each([
    [{ URL: 'http://x/"' }, 'URL', 'characters'],
    [{ KEY: 'a\rAT+RSTSET' }, 'KEY', 'characters'],
    [{ KEY: 'a\nb' }, 'KEY', 'characters'],
    [{ PERIOD: '1e3' }, 'PERIOD', 'number'],
    [{ AUTO: 'yes' }, 'AUTO', 'switch'],
  ])('is refused for %j', (values, name, reason) => {
    expect(() => previewSettings(values, true)).toThrow(
      expect.objectContaining({ code: 'settings.invalid', params: { name, reason } }),
    );
  });
});

describe('settings of a module', () => {
  it.each([
    ['+UPGRADE:URL,http://a/b', 'http://a/b'],
    ['+UPGRADE: "URL", "http://a/b"', 'http://a/b'],
    ['+UPGRADE:URL,http://a/b?x=1,2', 'http://a/b?x=1,2'],
    ['+UPGRADE:url,', ''],
  ])('are read back from %s', async (line, value) => {
    const { channel, module, settle } = createChannelBench();
    module.answer('AT+UPGRADE="URL"', [line, 'OK']);
    const settings = await settle(readSettings(channel));
    expect(settings.find(({ name }) => name === 'URL')).toEqual({ name: 'URL', value, source: 'readBack' });
    expect(settings.find(({ name }) => name === 'KEY')).toEqual({
      name: 'KEY',
      value: null,
      source: 'unknown',
    });
  });

  it('are unknown when the module is silent', async () => {
    const { channel, module, settle } = createChannelBench();
    module.answer('AT+UPGRADE="*', null);
    expect((await settle(readSettings(channel))).map(({ source }) => source)).toEqual(
      Array(4).fill('unknown'),
    );
  });

  it('are written between two readings', async () => {
    const { channel, module, settle } = createChannelBench();
    let period = '86400';
    module.answer('AT+UPGRADE="PERIOD"', () => [`+UPGRADE:PERIOD,${period}`, 'OK']);
    module.answer('AT+UPGRADE="PERIOD",7200,1', () => {
      period = '7200';
      return ['OK'];
    });
    expect(await settle(writeSettings(channel, { PERIOD: '7200' }, false))).toMatchObject([
      {
        name: 'PERIOD',
        before: { value: '86400', source: 'readBack' },
        after: { value: '7200', source: 'readBack' },
        accepted: true,
      },
    ]);
  });

  it('are only "sent" where the module cannot read back, and show what a lying module really holds', async () => {
    const mute = createChannelBench();
    mute.module.answer('AT+UPGRADE="AUTO",0', ['OK']);
    expect(await mute.settle(writeSettings(mute.channel, { AUTO: '0' }, true))).toMatchObject([
      { before: { source: 'unknown' }, after: { value: '0', source: 'sentOnly' }, accepted: true },
    ]);
    const liar = createChannelBench();
    liar.module.answer('AT+UPGRADE="AUTO"', ['+UPGRADE:AUTO,1', 'OK']);
    liar.module.answer('AT+UPGRADE="AUTO",0', ['OK']);
    expect(await liar.settle(writeSettings(liar.channel, { AUTO: '0' }, true))).toMatchObject([
      { after: { value: '1', source: 'readBack' }, accepted: true },
    ]);
  });

  it('say how they were refused', async () => {
    const { channel, module, settle } = createChannelBench();
    module.answer('AT+UPGRADE="KEY",*', ['+CME ERROR: 53']);
    expect(await settle(writeSettings(channel, { KEY: key }, true))).toMatchObject([
      { accepted: false, answer: '+CME ERROR: 53', after: { value: null, source: 'unknown' } },
    ]);
  });

  it('say what became of each: stored, kept otherwise, or only sent', async () => {
    const { channel, module, settle } = createChannelBench();
    let period = '86400';
    module.answer('AT+UPGRADE="PERIOD"', () => [`+UPGRADE:PERIOD,${period}`, 'OK']);
    module.answer('AT+UPGRADE="PERIOD",*', (command) => {
      period = `00${command.split(',')[1]}`;
      return ['OK'];
    });
    module.answer('AT+UPGRADE="AUTO"', ['+UPGRADE:AUTO,1', 'OK']);
    module.answer('AT+UPGRADE="AUTO",*', ['OK']);
    module.answer('AT+UPGRADE="URL",*', ['OK']);
    module.answer('AT+UPGRADE="KEY",*', ['ERROR']);
    const written = await settle(
      writeSettings(channel, { KEY: key, AUTO: '0', PERIOD: '7200', URL: publicUrl }, false),
    );
    expect(written.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['KEY', 'refused'],
      ['AUTO', 'notStored'],
      ['PERIOD', 'stored'],
      ['URL', 'sentOnly'],
    ]);
  });

  it('are believed by their read-back where the OK never came', async () => {
    const { channel, module, settle } = createChannelBench();
    let auto = '1';
    module.answer('AT+UPGRADE="AUTO"', () => [`+UPGRADE:AUTO,${auto}`, 'OK']);
    module.answer('AT+UPGRADE="AUTO",0', () => {
      auto = '0';
      return null;
    });
    expect(await settle(writeSettings(channel, { AUTO: '0' }, true))).toMatchObject([
      { accepted: false, outcome: 'stored', after: { value: '0', source: 'readBack' } },
    ]);
  });

  it('stop at a module that fell silent, with the old value kept', async () => {
    const { channel, module, settle } = createChannelBench();
    let silent = false;
    module.answer('AT+UPGRADE="AUTO"', () => (silent ? null : ['+UPGRADE:AUTO,1', 'OK']));
    module.answer('AT+UPGRADE="AUTO",0', () => {
      silent = true;
      return null;
    });
    const kept: unknown[] = [];
    const keeper = {
      begin: async (setting: unknown) => void kept.push(setting),
      end: (written: unknown) => void kept.push(written),
    };
    await expect(
      settle(writeSettings(channel, { AUTO: '0', URL: publicUrl }, true, { keeper })),
    ).rejects.toMatchObject({ code: 'modem.timeout' });
    expect(kept).toMatchObject([
      { name: 'AUTO', before: { value: '1', source: 'readBack' }, value: '0' },
      { name: 'AUTO', outcome: 'noAnswer', after: { source: 'unknown' } },
    ]);
    expect(module.commands.some((command) => command.includes('URL'))).toBe(false);
  });

  it('are not sent when the old value cannot be kept', async () => {
    const { channel, module, settle } = createChannelBench();
    module.answer('AT+UPGRADE="AUTO"', ['+UPGRADE:AUTO,1', 'OK']);
    const keeper = { begin: () => Promise.reject(new Error('disk full')), end: () => undefined };
    await expect(settle(writeSettings(channel, { AUTO: '0' }, true, { keeper }))).rejects.toThrow(
      'disk full',
    );
    expect(module.commands).toEqual(['AT+UPGRADE="AUTO"']);
  });

  it('are carried to their read-back when cancelled on the way, and the next one is not begun', async () => {
    const { channel, module, settle } = createChannelBench();
    const cancel = new AbortController();
    let auto = '1';
    module.answer('AT+UPGRADE="AUTO"', () => [`+UPGRADE:AUTO,${auto}`, 'OK']);
    module.answer('AT+UPGRADE="AUTO",0', () => {
      auto = '0';
      cancel.abort();
      return ['OK'];
    });
    const ended: unknown[] = [];
    const keeper = { begin: async () => undefined, end: (written: unknown) => void ended.push(written) };
    const options = { keeper, signal: cancel.signal };
    await expect(
      settle(writeSettings(channel, { AUTO: '0', URL: publicUrl }, true, options)),
    ).rejects.toMatchObject({ code: 'rpc.cancelled' });
    expect(ended).toMatchObject([{ outcome: 'stored' }]);
  });

  it('are all checked before the first is sent', async () => {
    const { channel, module, settle } = createChannelBench();
    await expect(settle(writeSettings(channel, { KEY: key, URL: '"' }, true))).rejects.toMatchObject({
      code: 'settings.invalid',
    });
    expect(module.commands).toEqual([]);
  });
});
