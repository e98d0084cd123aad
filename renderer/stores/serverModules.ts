/** The ledger of the OTA server, page by page: it may hold a hundred thousand modules, and nobody looks at all of them. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { OtaModule } from '../../shared/contract/otaLedger.ts';
import { AppError } from '../../shared/errors.ts';
import { useCore } from '../connection/CoreContext.tsx';

export const pageSize = 100;
/** A busy server decides all the time; the list is read again at most this often. */
const refreshMs = 1500;

export interface ModulePages {
  readonly loaded: boolean;
  readonly total: number;
  readonly error: AppError | null;
  /** Undefined while its page is being read. */
  at(index: number): OtaModule | undefined;
  /** Reads the pages of these rows, if they are not there. */
  need(from: number, to: number): void;
  /** Reads again what is shown, e.g. after a change by hand. */
  refresh(): void;
}

interface Held {
  readonly total: number | null;
  readonly pages: ReadonlyMap<number, readonly OtaModule[]>;
  readonly error: AppError | null;
}

const nothing: Held = { total: null, pages: new Map(), error: null };

export function useModulePages(search: string, bannedOnly: boolean): ModulePages {
  const core = useCore();
  const [held, setHeld] = useState(nothing);
  const asked = useRef(new Set<number>());
  const turn = useRef(0);
  const wanted = useRef({ from: 0, to: 0 });

  const read = useCallback(
    async (page: number, mine: number) => {
      const filter = { ...(search === '' ? {} : { search }), ...(bannedOnly ? { bannedOnly } : {}) };
      try {
        const answer = await core.otaServer.modules({ ...filter, offset: page * pageSize, limit: pageSize });
        if (turn.current !== mine) return;
        setHeld(({ pages }) => ({
          total: answer.total,
          pages: new Map(pages).set(page, answer.modules),
          error: null,
        }));
      } catch (thrown) {
        if (turn.current === mine) setHeld((before) => ({ ...before, error: AppError.from(thrown) }));
      }
    },
    [core, search, bannedOnly],
  );
  const need = useCallback(
    (from: number, to: number) => {
      wanted.current = { from, to };
      for (let page = Math.floor(from / pageSize); page <= Math.floor(to / pageSize); page++) {
        if (asked.current.has(page)) continue;
        asked.current.add(page);
        void read(page, turn.current);
      }
    },
    [read],
  );
  /** Pages out of sight are let go of; those in sight stay until their new rows are there. */
  const refresh = useCallback(() => {
    turn.current += 1;
    asked.current = new Set();
    need(wanted.current.from, wanted.current.to);
  }, [need]);

  useEffect(() => {
    turn.current += 1;
    asked.current = new Set();
    setHeld(nothing);
    need(0, 0);
  }, [need]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = core.otaServer.decisions(
      { last: 0 },
      {
        onSnapshot: () => undefined,
        onChanges: () => {
          timer ??= setTimeout(() => {
            timer = null;
            refresh();
          }, refreshMs);
        },
      },
    );
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [core, refresh]);

  return {
    loaded: held.total !== null,
    total: held.total ?? 0,
    error: held.error,
    at: (index) => held.pages.get(Math.floor(index / pageSize))?.[index % pageSize],
    need,
    refresh,
  };
}
