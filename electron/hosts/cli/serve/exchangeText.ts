/** Requests and decisions in words. */
import type { OtaDecision, OtaRuleResult } from '../../../../shared/contract/otaDecision.ts';
import { bytes, table } from '../format.ts';
import type { VerbContext } from '../verb.ts';
import { type Exchange, moduleOf } from './exchanges.ts';
import { showMoment } from './moment.ts';

type T = VerbContext['t'];

/** What was asked, without the query: it holds the project key. */
function askedOf({ request, response }: Exchange): string {
  const claim = response.ota?.claim;
  if (claim !== undefined) return [claim.firmwareName, claim.version].filter(Boolean).join(' ');
  return request === null ? '' : `${request.method} ${request.target.split('?')[0]}`;
}

function answerOf({ response }: Exchange): string {
  const { status, bodyBytes, sentBytes, complete } = response;
  if (status === 0) return '-';
  const taken =
    sentBytes === bodyBytes && complete ? bytes(bodyBytes) : `${bytes(sentBytes)} / ${bytes(bodyBytes)}`;
  return `${status} ${taken}`;
}

/** The sentence behind an answer: the rule that did not pass says more than that one did not. */
function reasonOf(t: T, { response, faults }: Exchange): string {
  const names = faults.map((effect) => t('cli.serve.broken', { effect }));
  const failed = response.ota?.rules.find((rule) => rule.outcome === 'fail');
  const code = response.ota?.sentCode ?? 0;
  const why =
    failed === undefined || failed.outcome === 'notReached'
      ? t(response.decision)
      : t(`otaReason.${failed.reason}`, failed.params);
  return [...names, code === 0 ? why : t('cli.serve.code', { code, why })].join('; ');
}

export function exchangeCells(t: T, exchange: Exchange): string[] {
  const { response } = exchange;
  const number = response.ota === undefined || response.ota.seq === 0 ? '' : String(response.ota.seq);
  return [
    ...[number, showMoment(exchange.atMs), moduleOf(exchange) ?? exchange.request?.remote ?? ''],
    ...[askedOf(exchange), answerOf(exchange), reasonOf(t, exchange)],
  ];
}

/** One line as it happens; columns need all rows and come with the list. */
export const exchangeLine = (t: T, exchange: Exchange): string =>
  exchangeCells(t, exchange).filter(Boolean).join('  ');

export function exchangeTable(t: T, exchanges: readonly Exchange[]): string[] {
  if (exchanges.length === 0) return [t('cli.serve.noRequests')];
  const heads = ['number', 'time', 'module', 'asked', 'answer', 'why'];
  return table(
    heads.map((name) => t(`cli.serve.column.${name}`)),
    exchanges.map((exchange) => exchangeCells(t, exchange)),
  );
}

function ruleLine(t: T, rule: OtaRuleResult): string {
  const name = t(`otaRule.${rule.rule}`);
  if (rule.outcome === 'notReached') return `  -  ${name}`;
  return `${rule.outcome === 'pass' ? '  +  ' : '  x  '}${name}: ${t(`otaReason.${rule.reason}`, rule.params)}`;
}

/** Who asked, then rule by rule, then what was answered. */
export function decisionLines(t: T, decision: OtaDecision): string[] {
  const { claim, rules, outcome, sentCode, targetVersion, resume } = decision;
  const who = [claim.identity ?? '?', claim.firmwareName, claim.version, claim.coreVersion].filter(Boolean);
  const served = t(resume ? 'cli.serve.resumes' : 'cli.serve.serves', { target: targetVersion ?? '' });
  return [
    `${who.join('  ')}  (${decision.dialect})`,
    ...rules.map((rule) => ruleLine(t, rule)),
    outcome === 'serve' ? served : t('cli.serve.refuses', { code: sentCode }),
  ];
}
