/** What the vendor's tool made of every image, and what it printed where it failed. */
import { ShieldCheck, ShieldX } from 'lucide-react';
import type { RestoredImage, SecondCheckResult } from '../../../shared/contract/planning.ts';
import { shortDigest } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import styles from './Planning.module.css';

export interface RestoredImagesProps {
  readonly result: SecondCheckResult;
  readonly ended: boolean;
}

export function RestoredImages({ result, ended }: RestoredImagesProps) {
  const { t } = useText();
  const Shield = result.ok ? ShieldCheck : ShieldX;
  return (
    <div className={styles.choice}>
      {ended ? (
        <p
          className={result.ok ? styles.good : styles.bad}
          data-testid="second-result"
          data-ok={result.ok}
          role="status"
        >
          <Shield aria-hidden="true" />
          {t(result.ok ? 'planning.secondGood' : 'planning.secondBad')}
        </p>
      ) : null}
      <ul className={styles.restored}>
        {result.images.map((image) => (
          <li key={image.name}>
            <ImageLine image={image} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function ImageLine({ image }: { readonly image: RestoredImage }) {
  const { t, code } = useText();
  const { name, result, newSha256, restoredSha256, exitCode, output } = image;
  const text = code('toolkit', result, {
    name,
    expected: shortDigest(newSha256),
    found: restoredSha256 === null ? '' : shortDigest(restoredSha256),
    exitCode: exitCode ?? '',
  });
  const printed = output.trim();
  if (result === 'equal' || printed === '') return <>{text}</>;
  return (
    <details className={styles.more}>
      <summary>{text}</summary>
      <p className={styles.quiet}>{t('planning.printed')}</p>
      <pre className={styles.printed}>{printed}</pre>
    </details>
  );
}
