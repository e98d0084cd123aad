/** The parts of a file, what stands inside of them, and whether each holds its checks. */
import { ChevronRight, CircleCheck, CircleX, File } from 'lucide-react';
import { formatAddress, formatBytes, shortDigest } from '../../i18n/format.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { classes } from '../../ui/classes.ts';
import styles from './PartsTree.module.css';
import { type Check, hasFailure, subjectOf, type TreeNode } from './partsTree.ts';

/** Small trees are shown open: a fold would hide more than it tidies. */
const fewNodes = 12;

export function PartsTree({ nodes }: { readonly nodes: readonly TreeNode[] }) {
  const { t } = useText();
  const open = countNodes(nodes) <= fewNodes;
  return (
    <ul className={styles.tree} aria-label={t('firmware.parts')} data-testid="parts-tree">
      {nodes.map((node) => (
        <Branch key={node.path} node={node} open={open} root />
      ))}
    </ul>
  );
}

function countNodes(nodes: readonly TreeNode[]): number {
  return nodes.reduce((sum, { children }) => sum + 1 + countNodes(children), 0);
}

interface BranchProps {
  readonly node: TreeNode;
  readonly open: boolean;
  readonly root?: boolean;
}

function Branch({ node, open, root = false }: BranchProps) {
  return (
    <li className={root ? styles.root : undefined}>
      {node.children.length === 0 ? (
        <div className={classes(styles.row, styles.leaf)}>
          <Row node={node} />
        </div>
      ) : (
        <details open={open || hasFailure(node)}>
          <summary className={styles.row}>
            <Row node={node} />
          </summary>
          <ul className={styles.inner}>
            {node.children.map((child) => (
              <Branch key={child.path} node={child} open={open} />
            ))}
          </ul>
        </details>
      )}
      <FailedChecks checks={node.checks} />
    </li>
  );
}

function Row({ node }: { readonly node: TreeNode }) {
  const texts = useText();
  const { t, code } = texts;
  const folds = node.children.length > 0;
  const Picture = folds ? ChevronRight : File;
  const what = node.role !== undefined ? code('role', node.role) : node.kind && code('kind', node.kind);
  return (
    <>
      <Picture className={classes(styles.picture, folds && styles.fold)} aria-hidden="true" />
      <span className={styles.name} title={node.sha256 && `SHA-256 ${node.sha256}`}>
        {node.name}
      </span>
      <span className={styles.what}>{what}</span>
      {node.address === undefined ? null : (
        <code className={styles.address}>{formatAddress(node.address)}</code>
      )}
      {node.sha256 === undefined ? null : <code className={styles.digest}>{shortDigest(node.sha256)}</code>}
      <span className={styles.size}>
        {node.oldSizeBytes === undefined ? '' : `${formatBytes(node.oldSizeBytes)} → `}
        {node.sizeBytes === undefined ? '' : formatBytes(node.sizeBytes)}
      </span>
      <CheckMark checks={node.checks} label={checksLabel(node.checks, t, code)} />
    </>
  );
}

function checksLabel(checks: readonly Check[], t: Texts['t'], code: Texts['code']): string {
  const names = checks.map(({ name }) => checkText(name, code)).join(', ');
  return checks.every(({ ok }) => ok) ? t('inspect.checkOk', { names }) : t('inspect.checkBad', { names });
}

function CheckMark({ checks, label }: { readonly checks: readonly Check[]; readonly label: string }) {
  if (checks.length === 0) return <span className={styles.unchecked} />;
  const ok = checks.every((check) => check.ok);
  const Picture = ok ? CircleCheck : CircleX;
  return (
    <span className={ok ? styles.ok : styles.bad} title={label}>
      <Picture role="img" aria-label={label} />
    </span>
  );
}

function FailedChecks({ checks }: { readonly checks: readonly Check[] }) {
  const { t, code } = useText();
  const failed = checks.filter(({ ok }) => !ok);
  return failed.map((check) => (
    <p key={check.name} className={styles.failure}>
      {t('firmware.checkFailed', { name: checkText(check.name, code) })} <code>{check.detail}</code>
    </p>
  ));
}

/** A check in words, with what it was about. */
export function checkText(name: string, code: Texts['code']): string {
  const about = subjectOf({ name, ok: true, detail: '' });
  if (about === '') return code('check', name);
  return `${code('check', name.slice(0, name.length - about.length - 1))} (${about})`;
}
