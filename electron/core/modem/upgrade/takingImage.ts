import type { ReadyBlock } from '../drivers/signal.ts';
import type { UpgradeEvent } from './events.ts';
import type { StepDraft } from './stepDraft.ts';
import { makeVerdict } from './verdicts.ts';

/** The host takes an image out of the module, block by block, and hands it on (at-commands 2.2, SOTA). */

export function blockReady(step: StepDraft, block: ReadyBlock, seq: number): void {
  if (step.facts.goal.delivery !== 'local' || !step.facts.goal.dialect.can('image')) return;
  if (step.in('answeringOffer')) {
    // Our yes is not confirmed yet, and the module is ahead of that: read as soon as it is.
    step.prove(seq);
    step.know({ downloadSeen: true, openBlock: block });
    return;
  }
  if (!step.in('requesting', 'awaitingStart', 'downloading', 'readingBlocks')) return;
  step.prove(seq);
  step.know({ downloadSeen: true, problem: null, openBlock: block });
  step.go(
    { phase: 'readingBlocks', done: block.startByte, total: block.totalBytes },
    { do: 'disarm', timer: 'total' },
    { do: 'readBlock', block },
  );
}

/** The block that waits at the module: the port came back in the middle of it, or it was ready before anybody could read it. */
export function readOn(step: StepDraft): boolean {
  const { openBlock } = step.facts;
  if (openBlock === null) return false;
  step.go(
    { phase: 'readingBlocks', done: openBlock.startByte, total: openBlock.totalBytes },
    { do: 'readBlock', block: openBlock },
  );
  return true;
}

export function blockProgressed(step: StepDraft, done: number): void {
  const { state } = step;
  if (state.phase === 'readingBlocks') step.state = { ...state, done: Math.min(done, state.total) };
}

/** One block is here: the next one, or all of it. */
export function blockRead(step: StepDraft, block: ReadyBlock, seqs: readonly number[]): void {
  if (!step.in('readingBlocks')) return;
  step.prove(...seqs);
  step.know({ openBlock: null });
  const done = block.startByte + block.sizeBytes;
  step.state = { phase: 'readingBlocks', done, total: block.totalBytes };
  if (done < block.totalBytes) {
    step.add({ do: 'nextBlock' }, step.armStage(step.timeouts.noProgressMs));
    return;
  }
  step.know({ downloadDone: true });
  step.note('upgrade.imageRead', { sizeBytes: block.totalBytes });
  const { announced, offer } = step.facts;
  step.go({ phase: 'handingOn' }, { do: 'takeImage', announced, offer });
}

/** The digests agreed. That it runs is proved only by the word of whoever runs it. */
export function imageTaken(step: StepDraft, taken: Extract<UpgradeEvent, { kind: 'imageTaken' }>): void {
  if (!step.in('handingOn')) return;
  const { provenVersion, declared, seqs } = taken;
  step.prove(...seqs);
  const version = provenVersion ?? step.facts.offer?.to ?? '';
  if (declared) step.know({ to: version });
  const at = { stage: 'versionCheck', domain: 'airdock', retry: 'pointless', params: { version } } as const;
  const verdict =
    provenVersion === undefined
      ? makeVerdict(step.facts, 'unproven', declared ? 'upgrade.imageTaken' : 'upgrade.imageKept', {
          ...at,
          remedies: declared
            ? ['flashImage', 'askMcuVersion', 'compareDigest']
            : ['flashImage', 'declareImage', 'compareDigest'],
        })
      : makeVerdict(step.facts, 'succeeded', 'upgrade.imageRuns', at);
  const answers = step.facts.goal.dialect.description.successProof === 'versionReadbackAndUrc';
  if (!declared || !answers) step.finish(verdict);
  else step.go({ phase: 'reporting', verdict }, step.armStage(step.timeouts.reportMs));
}
