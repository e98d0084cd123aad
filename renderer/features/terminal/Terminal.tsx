/** One port's conversation: lines, the line to type, and what people keep beside it. */
import { useEffect, useMemo, useState } from 'react';
import type { TerminalView } from '../../../shared/contract/terminal.ts';
import { useText } from '../../i18n/useText.ts';
import { choose } from '../../stores/route.ts';
import { useTerminalLibrary, useTerminalSession } from '../../stores/terminal.ts';
import { useTerminalLines } from '../../stores/terminalLines.ts';
import { copyToClipboard } from '../../ui/clipboard.ts';
import { notify } from '../../ui/Toast.tsx';
import { CommandLine } from './CommandLine.tsx';
import { RunStrip } from './RunStrip.tsx';
import { toRows } from './rows.ts';
import { SidePanel } from './SidePanel.tsx';
import { findRows, stepHit } from './search.ts';
import styles from './Terminal.module.css';
import { TerminalBar } from './TerminalBar.tsx';
import { TerminalOutput } from './TerminalOutput.tsx';
import { rowAsText, textOfRow } from './TerminalRow.tsx';

export function Terminal({ portId }: { readonly portId: string }) {
  const texts = useText();
  const session = useTerminalSession(portId);
  const library = useTerminalLibrary();
  const [view, setView] = useState<TerminalView>('text');
  const [following, setFollowing] = useState(true);
  const [clearedSeq, setClearedSeq] = useState(0);
  const [search, setSearch] = useState('');
  const [hit, setHit] = useState<number | null>(null);
  /** A line from the side panel, to be looked at before it is sent. */
  const [offered, setOffered] = useState<{ readonly text: string } | null>(null);
  const lines = useTerminalLines(portId, view, following);
  const { entries } = lines.window;
  const showEcho = library?.settings.showEcho ?? false;
  const [revealed, setRevealed] = useState(false);
  const rows = useMemo(
    () => toRows(entries, { showEcho, fromSeq: clearedSeq + 1, revealed }),
    [entries, showEcho, clearedSeq, revealed],
  );
  const hits = useMemo(
    () =>
      findRows(
        rows,
        search,
        (row) => textOfRow(row, texts),
        (row) => row.key,
      ),
    [rows, search, texts],
  );
  const movedTo = session?.link.state === 'moved' ? session.link.portId : null;
  useEffect(() => {
    if (movedTo !== null) choose({ port: movedTo });
  }, [movedTo]);
  const step = (by: 1 | -1) => {
    const next = stepHit(hits, hit, by);
    if (next !== null) setFollowing(false);
    setHit(next);
  };
  const copy = () => {
    if (rows.length === 0) return;
    const text = rows.map((row) => rowAsText(row, texts)).join('\n');
    void copyToClipboard(text).then((ok) =>
      ok ? notify(texts.t('terminal.copied', { count: rows.length })) : undefined,
    );
  };
  return (
    <div className={styles.columns}>
      <section className={styles.terminal} aria-label={texts.t('terminal.title')}>
        <TerminalBar
          session={session}
          view={view}
          onView={setView}
          revealed={revealed}
          onReveal={setRevealed}
          search={search}
          onSearch={(text) => {
            setSearch(text);
            setHit(null);
          }}
          hitAt={hit === null ? 0 : hits.indexOf(hit) + 1}
          hits={hits.length}
          onStep={step}
          onCopy={copy}
          onClear={() => setClearedSeq(entries.at(-1)?.seq ?? 0)}
        />
        <TerminalOutput
          texts={texts}
          view={view}
          lines={lines}
          rows={rows}
          cleared={clearedSeq > 0}
          onUnclear={() => setClearedSeq(0)}
          following={following}
          onFollowing={setFollowing}
          search={search}
          hit={hit}
        />
        <RunStrip portId={portId} run={session?.run ?? null} />
        <CommandLine
          portId={portId}
          session={session}
          library={library}
          offered={offered}
          onSent={() => setFollowing(true)}
        />
      </section>
      <SidePanel
        portId={portId}
        session={session}
        library={library}
        onOffer={(text) => setOffered({ text })}
      />
    </div>
  );
}
