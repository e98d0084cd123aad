import type { AtCommand } from '../at/parse.ts';
import { type AtHandler, type AtHandlers, type AtReply, cme, ok } from '../at/reply.ts';
import type { LuatParts, PowerOnReason } from './parts.ts';
import { modelOf } from './version.ts';

const simNotInserted = 10;

/** Who the module is (at-commands 1.6). */
export function identityCommands(parts: LuatParts, powerOnReason: PowerOnReason): AtHandlers {
  const { chip, imei, knobs, network, version } = parts;
  const hardware = (): string => knobs.get().hardware || chip.hardwareOf(version());
  const sim = simNumbers(imei);
  const model = `Air${modelOf(version())}`;
  const always = (...lines: readonly string[]): AtHandler => answering(() => ok(...lines));
  const withSim = (line: string): AtHandler =>
    answering(() => (network.sim() === 'absent' ? cme(simNotInserted) : ok(line)));
  return {
    I: always(version()),
    '+VER': always(version()),
    '+CGMR': always(`+CGMR: "${version()}"`),
    '+CGMM': always(`+CGMM: "${model}"`),
    '+CGMI': always('+CGMI: "AirM2M"'),
    '^HVER': answering(() => ok(`^HVER:${knobs.get().hardwareBlank ? ' ' : ''}${hardware()}`)),
    '*I': answering(() =>
      ok(
        ...everything({
          version: version(),
          model,
          hardware: hardware(),
          imei,
          sim: network.sim() === 'absent' ? null : sim,
        }),
      ),
    ),
    '+CGSN': always(imei),
    '+GSN': answering(() => (knobs.get().gsn ? ok(imei) : cme(knobs.get().unknownCommandCme))),
    '+CCID': withSim(sim.iccid),
    '+ICCID': withSim(`+ICCID: ${sim.iccid}`),
    '+CIMI': withSim(sim.imsi),
    '*EXINFO': always(`*EXINFO: ${powerOnReason}`),
    '+WISN': answering(() => ok(`+WISN: ${knobs.get().serialNumber || `V${imei}`}`)),
  };
}

/** A command that only tells: `AT+X`, `AT+X?`; its test form is a plain OK and it takes no value but `ATI0`'s. */
function answering(reply: () => AtReply): AtHandler {
  return (command: AtCommand) => (command.kind === 'test' ? ok() : reply());
}

/** Build time and hardware version are made up: the shape is documented, the values of real releases are not. */
function everything({ version, model, hardware, imei, sim }: Everything): readonly string[] {
  return [
    'Manufacturer: AirM2M',
    `Model: ${model}`,
    `Revision: ${version}`,
    `HWver: ${hardware}`,
    'Buildtime: unknown',
    `IMEI: ${imei}`,
    `ICCID: ${sim?.iccid ?? ''}`,
    `IMSI: ${sim?.imsi ?? ''}`,
  ];
}

interface Everything {
  readonly version: string;
  readonly model: string;
  readonly hardware: string;
  readonly imei: string;
  readonly sim: SimNumbers | null;
}

interface SimNumbers {
  readonly iccid: string;
  readonly imsi: string;
}

/** Numbers of a SIM that follow the IMEI, so that two virtual modules never share one. */
function simNumbers(imei: string): SimNumbers {
  const own = imei.slice(-10);
  return { iccid: `89860100${own}00`, imsi: `46001${own}` };
}
