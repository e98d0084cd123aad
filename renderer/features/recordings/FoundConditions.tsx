/** What the recording tells, each with the reason and the rows that say so. */
import type { Conditions } from '../../../shared/contract/report.ts';
import type { DialectInfo, KnobValue } from '../../../shared/contract/virtual.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { KeyValue } from '../../ui/KeyValue.tsx';
import styles from './Recordings.module.css';

export interface FoundConditionsProps {
  readonly conditions: Conditions;
  readonly dialect: DialectInfo | null;
  readonly onRow: (seq: number) => void;
}

export function FoundConditions({ conditions, dialect, onRow }: FoundConditionsProps) {
  const texts = useText();
  const { t, code } = texts;
  const { versionBefore, versionAfter, imei, knobs, dialectEvidence } = conditions;
  const unknown = t('common.unknown');
  const has = (name: string) => dialect === null || dialect.knobs.some((knob) => knob.name === name);
  const shown = knobs.filter(({ name }) => has(name));
  return (
    <section className={styles.wanted} aria-label={t('recordings.found')} data-testid="conditions">
      <h3 className={styles.label}>{t('recordings.found')}</h3>
      <KeyValue
        facts={[
          {
            name: t('recordings.kindOfModule'),
            value: (
              <>
                {conditions.dialect === null ? unknown : code('virtualDialect', conditions.dialect)}{' '}
                <Rows seqs={dialectEvidence} onRow={onRow} />
              </>
            ),
          },
          { name: t('recordings.before'), value: versionBefore ?? unknown, mono: versionBefore !== null },
          { name: t('recordings.after'), value: versionAfter ?? unknown, mono: versionAfter !== null },
          { name: 'IMEI', value: imei ?? unknown, mono: imei !== null },
        ]}
      />
      {shown.length === 0 ? (
        <p className={styles.quiet}>{t('recordings.nothingFound')}</p>
      ) : (
        <ul className={styles.conditions}>
          {shown.map(({ name, value, reason, evidence }) => (
            <li key={name}>
              <span className={styles.condition}>
                {code('knob', name)}: {valueText(name, value, texts)}
              </span>
              <span className={styles.quiet}>
                {code('condition', reason)} <Rows seqs={evidence} onRow={onRow} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Rows({ seqs, onRow }: { readonly seqs: readonly number[]; readonly onRow: (seq: number) => void }) {
  const { t } = useText();
  return seqs.map((seq) => (
    <button
      key={seq}
      type="button"
      className={styles.seq}
      aria-label={t('recordings.showRow', { seq })}
      onClick={() => onRow(seq)}
    >
      #{seq}
    </button>
  ));
}

/** A value that has words of its own is said in them. */
function valueText(name: string, value: KnobValue, { t, code }: Texts): string {
  if (typeof value === 'boolean') return t(value ? 'virtual.on' : 'virtual.off');
  const key = `${name}.${value}`;
  const words = code('knobChoice', key);
  return words === key ? String(value) : words;
}
