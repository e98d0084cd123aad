import type { LuatCause, OtaDecision, OtaRule } from '../../../../shared/contract/otaDecision.ts';
import type { OtaRules } from '../../../../shared/contract/otaLedger.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import type { Servings } from '../bans/servings.ts';
import type { Campaigns } from '../campaigns/campaigns.ts';
import type { Pins } from '../campaigns/pins.ts';
import { markOf } from '../campaigns/projectMark.ts';
import { codeOf } from '../dialects/openluat/errorBody.ts';
import type { OfferRow, Offers } from '../ledger/offers.ts';
import type { ModuleRow, OtaModules, ProjectMark } from '../ledger/otaModules.ts';
import type { Ended, Progressing } from '../rollouts/progress.ts';
import type { BlobState, Facts } from '../rules/case.ts';
import { type Judgement, judge } from '../rules/judge.ts';
import { isIdentity } from '../rules/who.ts';
import type { DecisionLog } from './decisionLog.ts';
import type { Decider } from './decisions.ts';
import { readReport } from './readReport.ts';
import type { UpdateRequest } from './updateRequest.ts';

export interface DeciderParts {
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly campaigns: Campaigns;
  readonly modules: OtaModules;
  readonly offers: Offers;
  readonly servings: Servings;
  readonly pins: Pins;
  readonly log: DecisionLog;
  readonly progress: Progressing;
  readonly settings: () => OtaRules;
  readonly blob: (sha256: string) => BlobState;
  readonly settled: Decider['settled'];
  /** In the same turn, before it is committed. */
  readonly onDecided: (decision: OtaDecision) => void;
}

interface Look {
  readonly nowMs: number;
  readonly mark: ProjectMark | null;
  readonly facts: Facts;
  /** What the module was handed last, as its report has left it. */
  readonly last: OfferRow | null;
}
type Count = (ended: Ended) => void;

export function createDecider(parts: DeciderParts): Decider {
  const { clock, campaigns, modules, offers, servings, pins, log, progress } = parts;
  const marks = createMarks();

  function factsOf(
    request: UpdateRequest,
    nowMs: number,
    module: ModuleRow | null,
    mark: ProjectMark | null,
  ): Facts {
    const found = campaigns.of(mark?.digest ?? null);
    const id = request.identity?.value ?? '';
    return {
      request,
      project: mark?.digest ?? null,
      nowMs,
      settings: parts.settings(),
      campaigns: found.campaigns,
      projectKnown: found.known,
      anyCampaign: campaigns.list().length > 0,
      module,
      pin: () => pins.find(id, request.version ?? '', nowMs),
      lastOffer: (campaignId) => offers.lastOf(id, campaignId),
      blob: parts.blob,
      servings: (source, target, sinceMs) => servings.counts(id, source, target, sinceMs),
    };
  }

  function look(request: UpdateRequest, last: OfferRow | null): Look {
    const nowMs = clock.wallMs();
    const mark = request.project === null ? null : marks(request.project);
    const module = request.identity === null ? null : modules.find(request.identity.value);
    const facts = factsOf(request, nowMs, module, mark);
    return { nowMs, mark, facts, last };
  }

  function describe(request: UpdateRequest, { nowMs, mark }: Look, judged: Judgement) {
    const { cause, rules, campaignId, serve } = judged;
    return {
      atMs: nowMs,
      dialect: request.dialect,
      claim: {
        identity: request.identity?.value.slice(0, 64) ?? null,
        identityKind: request.identity?.kind ?? null,
        projectHint: mark?.hint ?? null,
        firmwareName: request.firmwareName?.slice(0, 256) ?? null,
        version: request.version?.slice(0, 128) ?? null,
        coreVersion: request.coreVersion?.slice(0, 32) ?? null,
        startByte: request.startByte,
      },
      outcome: serve === null ? ('refuse' as const) : ('serve' as const),
      cause,
      sentCode: sentCode(cause, parts.settings()),
      rules: [...rules],
      campaignId,
      packageSha256: serve?.packageSha256 ?? null,
      targetVersion: serve?.target ?? null,
      resume: serve?.resume ?? false,
    };
  }

  /** What follows from a judgement; inside of the transaction. */
  function remember(request: UpdateRequest, id: string, look: Look, judged: Judgement, count: Count): void {
    const { nowMs, mark } = look;
    const passed = (name: OtaRule): boolean =>
      judged.rules.some(({ rule, outcome }) => rule === name && outcome === 'pass');
    const projectPassed = passed('project') && campaigns.of(mark?.digest ?? null).known;
    modules.record(request, id, {
      nowMs,
      bindTo: projectPassed ? mark : null,
      fits: passed('firmwareName') || judged.serve !== null,
    });
    const source = request.version ?? '';
    if (judged.cause === 40) loopFound(judged, id, nowMs, count);
    const { serve, campaignId } = judged;
    if (serve === null || campaignId === null) return;
    const { packageSha256, target } = serve;
    pins.set(id, source, { campaignId, packageSha256, target }, nowMs + parts.settings().pinMs);
    if (serve.resume) {
      offers.continued(id, nowMs);
      return;
    }
    servings.add(id, source, target, nowMs);
    const replaced = offers.handed(
      { moduleId: id, campaignId, source, target, packageSha256 },
      look.last,
      nowMs,
    );
    if (replaced !== null) count({ campaignId: replaced.campaignId, was: 'waiting', now: 'failed' });
  }

  /** Bans at the first refusal; later ones find the ban and change nothing. */
  function loopFound({ rules }: Judgement, id: string, nowMs: number, count: Count): void {
    const found = rules.find(({ rule }) => rule === 'loop');
    if (found === undefined || found.outcome !== 'fail') return;
    const { source, target } = found.params;
    modules.setBan(id, {
      kind: 'loop',
      atMs: nowMs,
      note: '',
      source: String(source ?? ''),
      target: String(target ?? ''),
    });
    const open = offers.last(id);
    if (open?.state !== 'waiting') return;
    offers.end(open.id, 'failed', nowMs);
    count({ campaignId: open.campaignId, was: 'waiting', now: 'failed' });
  }

  /** The module's version is what became of the upgrade that it was given. Returns that upgrade as it is now. */
  function takeReport(request: UpdateRequest, id: string, count: Count): OfferRow | null {
    const nowMs = clock.wallMs();
    const open = offers.last(id);
    const now = open === null ? null : readReport(open, request, nowMs, parts.settings().confirmTimeoutMs);
    if (open === null || now === null) return open;
    offers.end(open.id, now, nowMs);
    count({ campaignId: open.campaignId, was: open.state, now });
    return { ...open, state: now, endedMs: nowMs };
  }

  return {
    decide(request, exchangeId) {
      const decision = progress.shared((count) => {
        const who = request.identity?.value ?? null;
        const last = who === null ? null : takeReport(request, who, count);
        const seen = look(request, last);
        const judged = judge(seen.facts);
        // One that is malformed is logged but gets no row of its own; whoever else asks is known from then on, refused or not.
        if (who !== null && isIdentity(who)) remember(request, who, seen, judged, count);
        return log.add({ ...describe(request, seen, judged), exchangeId });
      });
      parts.onDecided(decision);
      return decision;
    },
    settled: parts.settled,
    judge(request) {
      const seen = look(request, null);
      return { seq: 0, exchangeId: '', ...describe(request, seen, judge(seen.facts)) };
    },
  };
}

function sentCode(cause: LuatCause, { codeTable }: OtaRules): number {
  return cause === 0 ? 0 : codeOf(cause, codeTable);
}

/** Digests of the last project keys: the same few are asked for all the time. Bounded, because anybody can send any. */
function createMarks(): (key: string) => ProjectMark {
  const known = new Map<string, ProjectMark>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= 1000) known.clear();
    const mark = markOf(key);
    known.set(key, mark);
    return mark;
  };
}
