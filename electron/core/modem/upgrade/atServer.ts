import { awaitsDownload, downloading } from './duringDownload.ts';
import type { ServerEvent } from './events.ts';
import { overheard } from './overhearing.ts';
import type { StepDraft } from './stepDraft.ts';

/** The download as our server sees it: signs that it moves, never the module's word that it has anything. */

export function server(step: StepDraft, event: ServerEvent): void {
  switch (event.kind) {
    case 'requestSeen':
      step.prove(event.seq);
      if (!step.facts.server.asked) {
        step.note('upgrade.serverAsked', event.remote === undefined ? {} : { remote: event.remote });
      }
      step.know({ downloadSeen: true, server: { ...step.facts.server, asked: true } });
      if (event.version !== undefined) overheard(step, event.version);
      if (awaitsDownload(step)) downloading(step);
      return;
    case 'bytesSent': {
      const { sentBytes, totalBytes } = event;
      step.know({
        downloadSeen: true,
        server: { ...step.facts.server, asked: true, sentBytes, totalBytes },
      });
      if (awaitsDownload(step)) downloading(step);
      return;
    }
    case 'answered':
      served(step, event);
      break;
  }
}

function served(step: StepDraft, event: Extract<ServerEvent, { kind: 'answered' }>): void {
  const { status, sentBytes, totalBytes } = event;
  const complete = step.facts.server.complete || event.complete;
  step.prove(event.seq);
  step.note('upgrade.serverServed', { status, sentBytes });
  step.know({ downloadSeen: true, server: { asked: true, status, sentBytes, totalBytes, complete } });
  if (awaitsDownload(step)) downloading(step);
}
