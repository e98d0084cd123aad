/** What a person should know before using a package: of a plan and of a finished one alike. */
import type { FormatOption, PackageWarning } from '../../../shared/contract/delta.ts';
import { useText } from '../../i18n/useText.ts';
import { warningsOf } from '../../stores/formats.ts';
import { Callout } from '../../ui/Callout.tsx';
import styles from './Build.module.css';

export interface CaveatsProps {
  readonly experimental: boolean;
  readonly warnings: readonly PackageWarning[];
  readonly notCovered: readonly Pick<FormatOption['notCovered'][number], 'name' | 'role' | 'reason'>[];
}

/** Said in its own words, so that it is not said twice. */
const saidByExperimental: readonly string[] = ['experimental', 'tryOneModuleFirst'];

export function Caveats({ experimental, warnings, notCovered }: CaveatsProps) {
  const { t, code } = useText();
  const others = warningsOf({ warnings, notCovered }).filter(
    (warning) => !experimental || !saidByExperimental.includes(warning.code),
  );
  const title = others.length === 0 ? t('build.notCoveredTitle') : t('build.warningTitle');
  return (
    <>
      {experimental ? (
        <Callout tone="warn" title={t('build.experimentalTitle')} data-testid="experimental">
          {t('build.experimentalText')}
        </Callout>
      ) : null}
      {others.length === 0 && notCovered.length === 0 ? null : (
        <Callout tone="warn" title={title} data-testid="not-covered">
          <ul className={styles.caveats}>
            {others.map((warning) => (
              <li key={JSON.stringify(warning)}>{code('warning', warning.code, warning.params)}</li>
            ))}
            {notCovered.map((image) => (
              <li key={image.name}>
                {t('build.imageNote', { image: image.name, text: code('notCovered', image.reason) })}
              </li>
            ))}
          </ul>
        </Callout>
      )}
    </>
  );
}
