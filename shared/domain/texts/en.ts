/** Every text that core, command line and window share, in one tree. */
import { cli } from './en/cli.ts';
import { cliLog } from './en/cliLog.ts';
import { cliOta } from './en/cliOta.ts';
import { cliPorts } from './en/cliPorts.ts';
import { cliProjects, settingsRow } from './en/cliProjects.ts';
import { cliServe } from './en/cliServe.ts';
import { cliUpgrade } from './en/cliUpgrade.ts';
import * as cloud from './en/cloud.ts';
import { cme } from './en/cme.ts';
import * as common from './en/common.ts';
import { doctor, doctorAdvice } from './en/doctor.ts';
import * as drivers from './en/drivers.ts';
import { error } from './en/error.ts';
import { event } from './en/event.ts';
import * as explain from './en/explain.ts';
import * as firmware from './en/firmware.ts';
import * as inspection from './en/inspection.ts';
import * as knobs from './en/knob.ts';
import * as knobPeers from './en/knobPeers.ts';
import * as otaClient from './en/otaClient.ts';
import * as otaFault from './en/otaFault.ts';
import * as packageNames from './en/packageNames.ts';
import * as planning from './en/planning.ts';
import * as platformEvents from './en/platformEvents.ts';
import * as port from './en/port.ts';
import * as report from './en/report.ts';
import * as server from './en/server.ts';
import { cliTerminal, sequence } from './en/terminal.ts';
import * as upgrade from './en/upgrade.ts';
import { verdict } from './en/verdict.ts';
import * as virtual from './en/virtual.ts';
import { virtualCase } from './en/virtualCase.ts';

export const texts = {
  ...cloud,
  ...common,
  ...firmware,
  ...inspection,
  ...otaClient,
  ...packageNames,
  ...platformEvents,
  ...port,
  ...otaFault,
  ...report.groups,
  ...server,
  ...upgrade,
  ...virtual,
  check: {
    ...firmware.check,
    ...inspection.check,
    soc: { ...firmware.check.soc, ...inspection.check.soc },
    par: { ...firmware.check.par, ...inspection.check.par },
  },
  cli: {
    ...cli,
    ...cliProjects,
    ...cliPorts,
    ...cliUpgrade,
    ...cliOta,
    ...cliServe,
    log: cliLog.log,
    ...report.cliReport,
    ...cliTerminal,
    explain: explain.cliExplain.words,
    verb: {
      ...cli.verb,
      ...cliProjects.verb,
      ...cliPorts.verb,
      ...cliOta.verb,
      ...cliServe.verb,
      ...cliLog.verb,
      ...report.cliReport.verb,
      ...cliTerminal.verb,
      ...explain.cliExplain.verb,
    },
    option: {
      ...explain.cliExplain.option,
      ...cli.option,
      ...cliProjects.option,
      ...cliPorts.option,
      ...cliUpgrade.option,
      ...cliOta.option,
      ...cliServe.option,
      ...cliLog.option,
      ...report.cliReport.option,
      ...cliTerminal.option,
    },
    usage: {
      ...cli.usage,
      ...cliUpgrade.usage,
      ...cliProjects.usage,
      ...cliTerminal.usage,
      ...cliServe.usage,
      ...explain.cliExplain.usage,
    },
  },
  sequence,
  settingsRow,
  cme,
  doctor,
  doctorAdvice,
  error,
  explainTitle: explain.explainTitle,
  explainCause: explain.explainCause,
  explainCode: explain.explainCode,
  explainTable: explain.explainTable,
  explainApart: explain.explainApart,
  explainConfidence: explain.explainConfidence,
  knob: { ...knobs.knob, ...knobPeers.knob },
  knobChoice: { ...knobs.knobChoice, ...knobPeers.knobChoice },
  packageRefusal: { ...knobs.packageRefusal, ...knobPeers.packageRefusal },
  virtualCase: { ...virtualCase, ...knobPeers.virtualCase },
  driver: drivers.driver,
  driverReason: drivers.driverReason,
  event: { ...event, ...report.event, ...planning.event, upgrade: { ...event.upgrade, ...drivers.event } },
  hopSkip: planning.hopSkip,
  toolkit: planning.toolkit,
  phase: {
    ...upgrade.phase,
    ...report.phase,
    ...planning.phase,
    upgrade: { ...upgrade.phase.upgrade, ...drivers.phase },
  },
  remedy: { ...upgrade.remedy, ...drivers.remedy, ...explain.remedy },
  stage: { ...upgrade.stage, ...drivers.stage },
  verdict: {
    ...verdict,
    ...report.verdict,
    ...planning.verdict,
    upgrade: { ...verdict.upgrade, ...drivers.verdict },
  },
};
