/** Takes a file by drop, by the browser's chooser, or by the host's own dialog. */
import { FileUp } from 'lucide-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { Button } from './Button.tsx';
import { classes } from './classes.ts';
import styles from './FileDrop.module.css';

export interface FileDropProps {
  readonly label: string;
  readonly hint: string;
  readonly buttonLabel: string;
  readonly accept: string;
  readonly busy?: boolean;
  /** One row instead of a page's centre: for forms. */
  readonly compact?: boolean;
  /** Takes several at once, each told by itself. */
  readonly multiple?: boolean;
  readonly onFile: (file: File) => void;
  /** Opens the host's dialog instead of the browser's. */
  readonly onChoose?: (() => void) | undefined;
  readonly extra?: ReactNode;
  readonly testId: string;
}

export function FileDrop(props: FileDropProps) {
  const { label, hint, buttonLabel, accept, busy = false, compact = false, multiple = false } = props;
  const { onFile, onChoose, extra, testId } = props;
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    for (const file of [...(files ?? [])].slice(0, multiple ? undefined : 1)) onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <fieldset
      className={classes(styles.zone, compact && styles.compact, over && styles.over)}
      aria-label={label}
      data-testid={testId}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className={styles.inner}>
        <FileUp className={styles.picture} aria-hidden="true" />
        <p className={styles.hint}>{hint}</p>
        <div className={styles.actions}>
          <Button busy={busy} onClick={() => (onChoose === undefined ? input.current?.click() : onChoose())}>
            {buttonLabel}
          </Button>
          {extra}
        </div>
      </div>
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple={multiple}
        className="visuallyHidden"
        tabIndex={-1}
        aria-label={label}
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
    </fieldset>
  );
}
