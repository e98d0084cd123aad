import { describe, expect, it } from 'vitest';
import type { PortInfo } from '../../../shared/contract/port.ts';
import { type Recognition, recognise, type Surroundings } from './recognise.ts';

const nameless = { vendorId: '19d1', productId: '0001', serialNumber: '000000000001', interfaceNumber: 6 };
const port = (name: string, usb?: PortInfo['usb']): PortInfo => ({
  id: `serial:${name}`,
  kind: 'serial',
  path: name,
  label: name,
  ...(usb === undefined ? {} : { usb }),
  role: { guess: 'at', reason: 'luatUserInterface' },
  presence: 'present',
});
const at = (name: string, location?: string) =>
  port(name, location === undefined ? nameless : { ...nameless, location });
const around = (free: readonly PortInfo[], more: Partial<Surroundings> = {}): Surroundings => ({
  free,
  strangers: new Set(),
  rivals: [],
  repeatedSerials: new Set(),
  ...more,
});
const wanted = ({ id, usb }: PortInfo) => ({ portId: id, ...(usb === undefined ? {} : { usb }) });
const answer = (seen: Recognition) =>
  seen.kind === 'found'
    ? seen.port.path
    : seen.kind === 'none'
      ? null
      : seen.candidates.map(({ path }) => path);

describe('a port that comes back', () => {
  it('is known by its serial number, wherever it is plugged and whatever its name is', () => {
    const ours = port('COM3', { ...nameless, serialNumber: 'A1B2C3', location: '1-1' });
    const moved = port('COM9', { ...nameless, serialNumber: 'A1B2C3', location: '2-4' });
    const other = port('COM3', { ...nameless, serialNumber: 'D4E5F6', location: '1-1' });
    expect(answer(recognise(wanted(ours), around([other, moved])))).toBe('COM9');
    expect(answer(recognise(wanted(ours), around([other])))).toBeNull();
  });

  it('is known by its socket where modules have no serial numbers of their own', () => {
    const ours = at('ttyACM2', '1-1');
    // Both restarted; the twin was first and got our name.
    const twin = at('ttyACM2', '1-2');
    const back = at('ttyACM5', '1-1');
    const rivals = [wanted(at('ttyACM5', '1-2'))];
    expect(answer(recognise(wanted(ours), around([twin], { rivals })))).toEqual(['ttyACM2']);
    expect(answer(recognise(wanted(ours), around([twin, back], { rivals })))).toBe('ttyACM5');
  });

  it('is not believed to have moved: a person is asked', () => {
    const moved = at('ttyACM2', '1-3');
    expect(answer(recognise(wanted(at('ttyACM2', '1-1')), around([moved])))).toEqual(['ttyACM2']);
  });

  it('is never a twin that was there before', () => {
    const twin = at('ttyACM5', '1-2');
    const strangers = new Set([twin.id]);
    expect(answer(recognise(wanted(at('ttyACM2', '1-1')), around([twin], { strangers })))).toBeNull();
  });

  it('is known by its name where the system does not tell sockets, unless others are lost as well', () => {
    const ours = at('COM3');
    expect(answer(recognise(wanted(ours), around([at('COM3')])))).toBe('COM3');
    expect(answer(recognise(wanted(ours), around([at('COM7')])))).toBe('COM7');
    const rivals = [wanted(at('COM4'))];
    expect(answer(recognise(wanted(ours), around([at('COM7')], { rivals })))).toEqual(['COM7']);
    expect(answer(recognise(wanted(ours), around([at('COM7'), at('COM8')])))).toEqual(['COM7', 'COM8']);
  });

  it('is not another interface, another product, or another device under the old name', () => {
    const ours = at('COM3', '1-1');
    const log = port('COM3', { ...nameless, interfaceNumber: 2, location: '1-1' });
    const bootRom = port('COM3', { ...nameless, vendorId: '17d1', location: '1-1' });
    expect(answer(recognise(wanted(ours), around([log, bootRom, port('COM3')])))).toBeNull();
  });

  it('is known by its socket when its serial number turned out to be a shared one', () => {
    const shared = { ...nameless, serialNumber: 'SAME1' };
    const ours = port('COM3', { ...shared, location: '1-1' });
    const twin = port('COM4', { ...shared, location: '1-2' });
    const repeatedSerials = new Set(['19d1:0001:SAME1']);
    const seen = recognise(wanted(ours), around([twin, ours], { repeatedSerials }));
    expect(answer(seen)).toBe('COM3');
    expect(
      answer(recognise(wanted(ours), around([twin], { repeatedSerials, strangers: new Set([twin.id]) }))),
    ).toBeNull();
  });

  it('is the same path where nothing else is known of it', () => {
    expect(answer(recognise(wanted(port('/dev/pts/4')), around([port('/dev/pts/4')])))).toBe('/dev/pts/4');
    expect(answer(recognise(wanted(port('/dev/pts/4')), around([port('/dev/pts/5')])))).toBeNull();
  });
});
