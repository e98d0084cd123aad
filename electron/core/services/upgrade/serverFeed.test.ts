import { describe, expect, it } from 'vitest';
import type { ServerEvent } from '../../modem/upgrade/events.ts';
import type { ExchangeEvent } from '../../ota-server/exchange.ts';
import { followPublication } from './serverFeed.ts';

type Ended = Extract<ExchangeEvent, { phase: 'ended' }>;
type Answer = Pick<Ended, 'startByte' | 'bodyBytes' | 'sentBytes'> & { readonly ending?: Ended['ending'] };

const totalBytes = 1000;

/** What the feed tells of these answers, one after the other. */
function feed(...answers: readonly Answer[]): boolean[] {
  let tell: (event: ExchangeEvent) => void = () => undefined;
  const told: ServerEvent[] = [];
  const follow = followPublication(
    {
      onExchange(listener) {
        tell = listener;
        return () => undefined;
      },
    },
    'p1',
    totalBytes,
  );
  follow((event) => told.push(event));
  for (const answer of answers) tell(ended(answer));
  return told.flatMap((event) => (event.kind === 'answered' ? [event.complete] : []));
}

function ended({ ending = 'peerClosed', ...answer }: Answer): Ended {
  return {
    ...{ phase: 'ended', exchangeId: 'e', remote: '127.0.0.1:1', journalSeq: 1, publicationId: 'p1' },
    ...{ decision: 'decision.file', attempt: 1, durationMs: 1, ending, ...answer },
    status: answer.bodyBytes === totalBytes ? 200 : 206,
    complete: ending === 'peerClosed' && answer.sentBytes === answer.bodyBytes,
  };
}

describe('what the server tells of a download', () => {
  it('is complete when one answer ended well, or when ranges together covered the file', () => {
    expect(feed({ startByte: 0, bodyBytes: 1000, sentBytes: 1000 })).toEqual([true]);
    expect(
      feed(
        { startByte: 0, bodyBytes: 600, sentBytes: 600 },
        { startByte: 600, bodyBytes: 400, sentBytes: 400 },
      ),
    ).toEqual([false, true]);
  });

  it.each(['reset', 'unconfirmed', 'stalled'] as const)(
    'counts no byte of an answer that was %s, although the system took all of them',
    (ending) => {
      expect(feed({ startByte: 0, bodyBytes: 1000, sentBytes: 1000, ending })).toEqual([false]);
    },
  );

  it('takes the place where a module resumes for its word that it has everything before', () => {
    expect(
      feed(
        { startByte: 0, bodyBytes: 1000, sentBytes: 800, ending: 'reset' },
        { startByte: 500, bodyBytes: 500, sentBytes: 400, ending: 'reset' },
        { startByte: 700, bodyBytes: 300, sentBytes: 300 },
      ),
    ).toEqual([false, false, true]);
  });

  it('leaves the gap open when a module resumes behind what a broken answer could have brought', () => {
    expect(
      feed(
        { startByte: 0, bodyBytes: 1000, sentBytes: 300, ending: 'reset' },
        { startByte: 500, bodyBytes: 500, sentBytes: 500 },
      ),
    ).toEqual([false, false]);
  });
});
