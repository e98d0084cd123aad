/** Every text that core, command line and window share, in one tree. */
import { cli } from './zh-CN/cli.ts';
import { cliLog } from './zh-CN/cliLog.ts';
import { cliOta } from './zh-CN/cliOta.ts';
import { cliPorts } from './zh-CN/cliPorts.ts';
import { cliProjects, settingsRow } from './zh-CN/cliProjects.ts';
import { cliServe } from './zh-CN/cliServe.ts';
import { cliUpgrade } from './zh-CN/cliUpgrade.ts';
import * as cloud from './zh-CN/cloud.ts';
import { cme } from './zh-CN/cme.ts';
import * as common from './zh-CN/common.ts';
import { doctor, doctorAdvice } from './zh-CN/doctor.ts';
import * as drivers from './zh-CN/drivers.ts';
import { error } from './zh-CN/error.ts';
import { event } from './zh-CN/event.ts';
import * as explain from './zh-CN/explain.ts';
import * as firmware from './zh-CN/firmware.ts';
import * as inspection from './zh-CN/inspection.ts';
import * as knobs from './zh-CN/knob.ts';
import * as knobPeers from './zh-CN/knobPeers.ts';
import * as otaClient from './zh-CN/otaClient.ts';
import * as otaFault from './zh-CN/otaFault.ts';
import * as packageNames from './zh-CN/packageNames.ts';
import * as planning from './zh-CN/planning.ts';
import * as platformEvents from './zh-CN/platformEvents.ts';
import * as port from './zh-CN/port.ts';
import * as report from './zh-CN/report.ts';
import * as server from './zh-CN/server.ts';
import { cliTerminal, sequence } from './zh-CN/terminal.ts';
import * as upgrade from './zh-CN/upgrade.ts';
import { verdict } from './zh-CN/verdict.ts';
import * as virtual from './zh-CN/virtual.ts';
import { virtualCase } from './zh-CN/virtualCase.ts';

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
