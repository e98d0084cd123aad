/** The formats for the chosen pair: the possible ones to choose from, and the others with their reasons below a fold. */
import type { DeltaFormat, FormatOption } from '../../../shared/contract/delta.ts';
import { useText } from '../../i18n/useText.ts';
import { isOffered } from '../../stores/formats.ts';
import { choose } from '../../stores/route.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Choices } from '../../ui/Choices.tsx';
import styles from './Build.module.css';
import { classTones } from './packageView.ts';

export interface FormatChoiceProps {
  readonly options: readonly FormatOption[];
  readonly chosen: DeltaFormat | null;
  readonly disabled: boolean;
}

export function FormatChoice({ options, chosen, disabled }: FormatChoiceProps) {
  const { t, code } = useText();
  const offered = options.filter(isOffered);
  if (offered.length === 0) {
    return (
      <Callout tone="warn" title={t('build.noFormat')} data-testid="no-format">
        {t('build.noFormatText')}
      </Callout>
    );
  }
  return (
    <Choices
      label={t('build.formatLabel')}
      value={chosen}
      onChange={(format) => choose({ format })}
      choices={offered.map((option) => ({
        value: option.format,
        title: t(`formats.${option.format}`),
        text: (
          <>
            {code('format', option.format)}
            <ProofClassLine option={option} />
          </>
        ),
        badge: option.recommended ? <Badge tone="accent">{t('build.recommended')}</Badge> : null,
        disabled,
        testId: `format-${option.format}`,
      }))}
    />
  );
}

/** How sure it is that a module takes it, with the reason beside. */
function ProofClassLine({ option: { proofClass } }: { readonly option: FormatOption }) {
  const { t, code } = useText();
  return (
    <span className={styles.proofClass} data-testid="proof-class">
      <Badge tone={classTones[proofClass]}>{t(`formats.class_${proofClass}`)}</Badge>
      <span className={styles.reason}>{code('proofClass', proofClass)}</span>
    </span>
  );
}

/** The other formats, each with why not; open where they are all that there is. */
export function RefusedFormats({ options }: Pick<FormatChoiceProps, 'options'>) {
  const { t, code } = useText();
  const refused = options.filter((option) => !isOffered(option));
  if (refused.length === 0) return null;
  return (
    <details
      className={styles.refused}
      open={refused.length === options.length}
      data-testid="formats-refused"
    >
      <summary>{t('build.notForThisPair', { count: refused.length })}</summary>
      <dl>
        {refused.map(({ format, refusal }) => (
          <div key={format}>
            <dt>{t(`formats.${format}`)}</dt>
            <dd>{refusal === undefined ? '' : code('error', refusal.code, refusal.params)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
