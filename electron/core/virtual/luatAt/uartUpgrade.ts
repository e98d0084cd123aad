import type { AtArgument } from '../at/parse.ts';
import { type AtHandlers, type AtReply, cme, decimal, ok } from '../at/reply.ts';
import type { LuatChip } from './chip.ts';
import type { LuatKnobs } from './knobs.ts';
import { type BoardControl, type LuatParts, powerOnReasons } from './parts.ts';
import { PackageRefused } from './refusal.ts';
import { releaseNumber } from './version.ts';

/** Errors of `AT+UARTUPGRADE` (at-commands 1.5). */
const uartErrors = {
  parameter: 1,
  unsupported: 2,
  size: 3,
  sequence: 4,
  checksum: 5,
  notErased: 6,
  writeFailed: 8,
  noFile: 10,
} as const;

const blockLimits = { min: 4, max: 1024 } as const;
const firstReleaseWithIt = 1155;

/** What the way over the serial port remembers between commands; a reset forgets it. */
interface UartSession {
  erased: boolean;
  nextSequence: number;
  /** Blocks that came, right ones and wrong ones. */
  received: number;
}

/** `AT+UARTUPGRADE` whole: erase, blocks with sequence and XOR, verify, apply (at-commands 1.5, 1.9). */
export function uartUpgradeCommands(parts: LuatParts, board: BoardControl): AtHandlers {
  const session: UartSession = { erased: false, nextSequence: 0, received: 0 };
  return {
    '+UARTUPGRADE': (command) => {
      const knobs = parts.knobs.get();
      if (!isSupported(knobs, parts.version())) return cme(knobs.unknownCommandCme);
      if (command.kind === 'test') return ok('+UARTUPGRADE: (0-5)');
      const [number, ...args] = command.args;
      if (command.kind !== 'set' || (number?.text !== '1' && args.length > 0))
        return uartError(uartErrors.parameter, knobs);
      return runCommand(number?.text, args, { parts, board, session });
    },
  };
}

interface Uart {
  readonly parts: LuatParts;
  readonly board: BoardControl;
  readonly session: UartSession;
}

function runCommand(number: string | undefined, args: readonly AtArgument[], uart: Uart): AtReply {
  const knobs = uart.parts.knobs.get();
  if (number === '0') return erase(uart);
  if (number === '1') return writeBlock(args, uart);
  if (number === '2') return ok(verifyLine(uart.parts));
  if (number === '3' || number === '4') return packageInfo(uart.parts);
  if (number === '5') return apply(uart);
  return uartError(uartErrors.parameter, knobs);
}

function isSupported(knobs: LuatKnobs, version: string): boolean {
  if (knobs.uartUpgrade !== 'auto') return knobs.uartUpgrade === 'yes';
  const release = releaseNumber(version);
  return release === null || release >= firstReleaseWithIt;
}

function uartError(number: number, knobs: LuatKnobs): AtReply {
  const line = `${knobs.uartErrorSpelling}: ${number}`;
  return knobs.uartErrorThenError
    ? { lines: [line], final: { kind: 'line', text: 'ERROR' } }
    : { lines: [], final: { kind: 'line', text: line } };
}

function erase({ parts, session }: Uart): AtReply {
  parts.chip.storage.area.erase();
  session.erased = true;
  session.nextSequence = 0;
  return { ...ok(), delayMs: parts.knobs.get().nvWriteMs };
}

function writeBlock(args: readonly AtArgument[], { parts, session }: Uart): AtReply {
  const knobs = parts.knobs.get();
  const error = (number: number): AtReply => uartError(number, knobs);
  const [sequenceArgument, sizeArgument, hex, checksumArgument] = args.map((argument) => argument.text);
  const sequence = decimal(sequenceArgument, 0, 65_535);
  const size = decimal(sizeArgument, 0, 65_535);
  if (args.length !== 4 || sequence === null || size === null) return error(uartErrors.parameter);
  if (!/^[0-9a-fA-F]*$/.test(hex ?? '') || !/^[0-9a-fA-F]{1,2}$/.test(checksumArgument ?? ''))
    return error(uartErrors.parameter);
  if (size < blockLimits.min || size > blockLimits.max || size % 4 !== 0 || hex?.length !== size * 2)
    return error(uartErrors.size);
  if (!session.erased) return error(uartErrors.notErased);
  if (sequence !== session.nextSequence) return error(uartErrors.sequence);
  const block = Buffer.from(hex, 'hex');
  if (block.reduce((xor, byte) => xor ^ byte, 0) !== Number.parseInt(checksumArgument ?? '', 16))
    return error(uartErrors.checksum);
  session.received += 1;
  if (isEvery(knobs.uartBadBlockEvery, session)) return error(uartErrors.checksum);
  if (knobs.flashWriteFails) return error(uartErrors.writeFailed);
  if (!parts.chip.storage.area.append(block)) return error(uartErrors.size);
  session.nextSequence += 1;
  parts.counters.serialPackageBytes += size;
  return isEvery(knobs.uartLostAnswerEvery, session)
    ? { lines: [], final: { kind: 'prompt', text: '' } }
    : ok();
}

/** True for every n-th block that came; never for 0. */
function isEvery(n: number, { received }: UartSession): boolean {
  return n > 0 && received % n === 0;
}

function verifyLine({ chip, knobs }: LuatParts): string {
  const { uartUnfound, uartVerifailed, uartVerified } = knobs.get();
  const state = (number: number, name: string): string => `+UARTUPGRADE: ${number}, XOTA_PS_PKG_${name}`;
  if (isBlank(chip.storage.area.nor.read(0, 4))) return state(uartUnfound, 'UNFOUND');
  return isAcceptable(chip, knobs.get())
    ? state(uartVerified, 'VERIFIED')
    : state(uartVerifailed, 'VERIFAILED');
}

function packageInfo({ chip, knobs }: LuatParts): AtReply {
  if (knobs.get().uartPackageInfo === 'unsupported') return uartError(uartErrors.unsupported, knobs.get());
  try {
    return ok(`+UARTUPGRADE: "${chip.checkPackage('header').name}"`);
  } catch (error) {
    if (error instanceof PackageRefused) return uartError(uartErrors.noFile, knobs.get());
    throw error;
  }
}

function apply({ parts, board }: Uart): AtReply {
  const knobs = parts.knobs.get();
  if (!isAcceptable(parts.chip, knobs)) return uartError(uartErrors.noFile, knobs);
  return {
    ...ok(),
    after: () => {
      parts.chip.storage.updatePending = true;
      parts.timers.after(knobs.uartApplyDelayMs, () => board.reset(powerOnReasons.softReset));
    },
  };
}

function isAcceptable(chip: LuatChip, knobs: LuatKnobs): boolean {
  try {
    chip.checkPackage(knobs.packageCheck);
    return true;
  } catch (error) {
    if (error instanceof PackageRefused) return false;
    throw error;
  }
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0xff);
}
