/**
 * The one error type that crosses the contract. It is for what Airdock itself could not do;
 * a failed upgrade is a verdict (shared/contract/verdict.ts), never an AppError.
 *
 * Text lives in shared/domain/texts by code. Nobody matches on `message`.
 */

/** Every code, grouped by the room that raises it. Add here first, then give it a text in both languages. */
export const errorCodes = [
  // rpc
  'rpc.unknownMethod',
  'rpc.unknownTopic',
  'rpc.invalidInput',
  'rpc.frameTooLarge',
  'rpc.disconnected',
  'rpc.cancelled',
  'rpc.internal',
  'rpc.tooManyOpen',
  // host
  'host.notAvailable',
  'host.foreignOrigin',
  'host.missingToken',
  'host.dataFolderLocked',
  'host.dataFolderUnusable',
  'host.coreNotRunning',
  'host.coreEnded',
  // files
  'file.notFound',
  'file.notReadable',
  'file.notWritable',
  'file.exists',
  'file.noFolder',
  'file.isFolder',
  'file.neverOverwritten',
  'file.tooLarge',
  // firmware
  'firmware.unknownFormat',
  'firmware.empty',
  'firmware.damaged',
  'firmware.hostileArchive',
  'firmware.missingMember',
  'firmware.tooLarge',
  // delta
  'delta.identical',
  'delta.wrongChip',
  'delta.mixedChips',
  'delta.swapped',
  'delta.tooLarge',
  'delta.notCarried',
  'delta.missingImage',
  'delta.imageSetDiffers',
  'delta.unsupportedFormat',
  'delta.emptyPackage',
  'delta.damagedPackage',
  'delta.wrongBase',
  'delta.proofFailed',
  'delta.cancelled',
  'delta.otherModel',
  'delta.zoneExceeded',
  'delta.workerFailed',
  'delta.needsNew',
  'delta.needsOld',
  'delta.otaSetting',
  'delta.transformUnknown',
  'delta.timedOut',
  'delta.notPackage',
  // packages
  'package.unknown',
  'package.damaged',
  'package.unproven',
  'package.notProved',
  'package.leavesBehind',
  'package.inUse',
  // planning
  'planning.libfotaVersion',
  'planning.toolkitNotSet',
  'planning.toolkitConfig',
  // ports
  'port.unknown',
  'port.busy',
  'port.noPermission',
  'port.notReady',
  'port.closed',
  'port.openFailed',
  'port.heldElsewhere',
  'port.heldByProgram',
  'port.heldByModemManager',
  'port.permissionNotActive',
  'port.ownerOnly',
  'port.ambiguous',
  'port.badAddress',
  'port.hostUnknown',
  'port.connectRefused',
  'port.unreachable',
  'port.noControl',
  // modem
  'modem.timeout',
  'modem.commandRefused',
  'modem.notSupported',
  'modem.writeStalled',
  'modem.unknownDriver',
  'modem.driverWay',
  'modem.noOfferOpen',
  'modem.noWaitToSkip',
  'modem.noOwnUpgrade',
  'modem.ownUpgradeRuns',
  'modem.orderBreaksUpgrade',
  // terminal
  'terminal.running',
  'terminal.badHex',
  'terminal.badSequence',
  'terminal.unknownFavourite',
  // server
  'server.notRunning',
  'server.addressInUse',
  'server.portForbidden',
  'server.unknownPublication',
  'server.noAddress',
  'server.urlTooLong',
  'server.unknownCampaign',
  'server.campaignAborted',
  'server.noNextStage',
  'server.unknownModule',
  'server.notUnderstood',
  'server.unknownFault',
  'server.runsElsewhere',
  'server.unknownDecision',
  // OneNET
  'onenet.badKey',
  'onenet.tokenField',
  'onenet.unknownPlan',
  'onenet.unknownTask',
  // requests to other servers
  'otaClient.badUrl',
  'otaClient.missingField',
  'otaClient.connectFailed',
  'otaClient.noFolder',
  // jobs, journal, store
  'job.unknown',
  'job.notCancellable',
  'job.stillRunning',
  'job.resourceBusy',
  'journal.damaged',
  'journal.diskFull',
  'journal.writeFailed',
  'journal.rowsShed',
  'journal.closed',
  'journal.badPattern',
  'journal.slowPattern',
  'journal.indexFailed',
  // report
  'report.emptyLog',
  'report.notALog',
  'report.unknownRecording',
  'report.badPattern',
  'report.nothingChosen',
  'report.notABundle',
  'report.newerBundle',
  'report.hostileBundle',
  'report.damagedBundle',
  'report.conditionsUnknown',
  'report.noUpgrade',
  'report.nothingToReplay',
  'store.damaged',
  'store.newer',
  // settings
  'project.unknown',
  'settings.invalid',
  'settings.secretNotStored',
  'settings.noKey',
  'settings.changeUnknown',
  'settings.notUndoable',
  'settings.otherModule',
  'settings.badFile',
  'settings.newerFile',
  'preset.unknown',
  'preset.empty',
  'preset.keyNotForModule',
  // devices
  'device.invalidId',
  'device.unknown',
  // virtual
  'virtual.unknown',
  'virtual.badFirmware',
  'virtual.badKnob',
  'virtual.unknownDialect',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Whether doing the same again can help: at once, not at all, or after something changed. */
export type Retry = 'yes' | 'no' | 'later';

/** Values for the placeholders of the text; also what a person reports, so: no secrets. */
export type ErrorParams = Readonly<Record<string, string | number | boolean>>;

/** AppError as plain data, the only form that travels. */
export interface ErrorData {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly retry: Retry;
  /** Technical text of the underlying failure, for the report; never shown alone. */
  readonly cause?: string;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly retry: Retry;

  constructor(code: ErrorCode, params: ErrorParams = {}, options: { retry?: Retry; cause?: unknown } = {}) {
    super(`${code} ${JSON.stringify(params)}`, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.params = params;
    this.retry = options.retry ?? 'no';
  }

  /** The plain form for the wire and the journal. */
  toData(): ErrorData {
    const cause = this.cause === undefined ? undefined : describeCause(this.cause);
    return {
      code: this.code,
      params: this.params,
      retry: this.retry,
      ...(cause === undefined ? {} : { cause }),
    };
  }

  /** An AppError as it was before the wire. */
  static fromData(data: ErrorData): AppError {
    return new AppError(data.code, data.params, { retry: data.retry, cause: data.cause });
  }

  /** Any thrown value as an AppError; what is not one already becomes `rpc.internal` with its text as cause. */
  static from(value: unknown): AppError {
    if (value instanceof AppError) return value;
    return new AppError('rpc.internal', { reason: describeCause(value) }, { cause: value });
  }
}

function describeCause(value: unknown): string {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  return String(value);
}
