import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMemoryStore } from '../store/openStore.ts';
import type { Store } from '../store/store.ts';
import { createDevices, type Devices } from './devices.ts';
import { createPortNotes } from './portNotes.ts';

const known = { module: 'usb:19d1:0001:A1', session: 'usb:19d1:0001:A1', port: 'usb:19d1:0001:A1#6' };
const nameless = { module: null, session: 'usb:19d1:0001@1-2', port: 'usb:19d1:0001@1-2#6' };
const imei = '862000000000001';
let store: Store;
let devices: Devices;
const open = () => createPortNotes({ store, devices });

beforeEach(() => {
  store = openMemoryStore();
  devices = createDevices({ store, clock: { wallMs: () => 1000 } });
});
afterEach(() => store.close());

describe('notes about ports', () => {
  it('keep a nickname by serial number, and a role and the switch by interface, over a restart', () => {
    const notes = open();
    notes.setNickname(known, 'bench');
    notes.setRole(nameless, 'log');
    notes.setReopen(known, false);
    expect(open().of(known)).toEqual({ nickname: 'bench', reopen: false });
    expect(open().of(nameless)).toEqual({ role: 'log' });
    open().setRole(nameless, null);
    expect(open().of(nameless).role).toBeUndefined();
  });

  it('forget a nickname that nothing would recognise again', () => {
    const notes = open();
    notes.setNickname(nameless, 'bench');
    expect(notes.of(nameless).nickname).toBe('bench');
    notes.unplugged(nameless);
    expect(notes.of(nameless).nickname).toBeUndefined();
    expect(open().of(nameless).nickname).toBeUndefined();
  });

  it('hand a nickname over to the module as soon as it said who it is', () => {
    const notes = open();
    notes.setNickname(nameless, 'bench');
    devices.recordSeen({ id: imei });
    notes.bind(nameless, imei);
    expect(devices.nicknameOf(imei)).toBe('bench');
    notes.unplugged(nameless);
    const moved = { ...nameless, session: 'usb:19d1:0001@3-1' };
    expect(notes.of(moved).nickname).toBeUndefined();
    notes.bind(moved, imei);
    expect(notes.of(moved)).toMatchObject({ nickname: 'bench', deviceId: imei });
  });

  it('never give one module the name of another that was at the same port', () => {
    const notes = open();
    devices.recordSeen({ id: imei });
    devices.recordSeen({ id: '862000000000002' });
    notes.bind(known, imei);
    notes.setNickname(known, 'first');
    notes.bind(known, '862000000000002');
    expect(notes.of(known).nickname).toBeUndefined();
    expect(devices.nicknameOf(imei)).toBe('first');
  });

  it('tell when a name was changed in the list of modules, and not at every sighting', () => {
    devices.recordSeen({ id: imei });
    const notes = open();
    notes.bind(known, imei);
    let told = 0;
    const stop = notes.onChange(() => (told += 1));
    devices.recordSeen({ id: imei, version: 'V2' });
    devices.describe(imei, { nickname: 'x' });
    devices.describe(imei, { notes: 'y' });
    expect(told).toBe(1);
    expect(notes.of(known).nickname).toBe('x');
    stop();
  });

  it('keep a nickname by serial number when the record of the module was forgotten', () => {
    devices.recordSeen({ id: imei });
    const notes = open();
    notes.bind(known, imei);
    devices.forget(imei);
    notes.setNickname(known, 'again');
    expect(notes.of(known).nickname).toBe('again');
  });

  it('list remembered addresses once, in the order of their adding', () => {
    const notes = open();
    for (const path of ['tcp://b:1', 'tcp://a:1', 'tcp://b:1']) notes.keepPath(path);
    expect(open().paths()).toEqual(['tcp://b:1', 'tcp://a:1']);
    notes.dropPath('tcp://b:1');
    expect(open().paths()).toEqual(['tcp://a:1']);
  });
});
