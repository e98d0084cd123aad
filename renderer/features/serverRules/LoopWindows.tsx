/** The loop ban's windows, each a line that can be changed or taken away. */
import { Plus, X } from 'lucide-react';
import { useText } from '../../i18n/useText.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Field } from '../../ui/Field.tsx';
import styles from './Rules.module.css';
import type { RulesPartProps } from './RulesTab.tsx';
import { type LoopLine, mostLoops } from './rulesForm.ts';

export function LoopWindows({ form, edit }: RulesPartProps) {
  const { t } = useText();
  const { loops } = form;
  const change = (at: number, patch: Partial<LoopLine>) =>
    edit({ loops: loops.map((line, n) => (n === at ? { ...line, ...patch } : line)) });
  const remove = (at: number) => edit({ loops: loops.filter((_, n) => n !== at) });
  return (
    <Card
      title={t('serverRules.loops')}
      hint={t('serverRules.loopsText')}
      actions={
        <Button
          size="s"
          icon={<Plus />}
          disabled={loops.length >= mostLoops}
          data-testid="loop-add"
          onClick={() => edit({ loops: [...loops, { count: '6', hours: '1' }] })}
        >
          {t('serverRules.addLoop')}
        </Button>
      }
    >
      <div className={styles.stack}>
        {loops.length === 0 ? <p className={styles.quiet}>{t('serverRules.noLoops')}</p> : null}
        {loops.map(({ count, hours }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place
          <div key={at} className={styles.loop} data-testid="loop-line">
            <Field
              label={t('serverRules.count')}
              inputMode="numeric"
              value={count}
              onText={(text) => change(at, { count: text })}
            />
            <Field
              label={t('serverRules.hours')}
              inputMode="decimal"
              value={hours}
              onText={(text) => change(at, { hours: text })}
            />
            <Button
              size="s"
              look="ghost"
              icon={<X />}
              aria-label={t('serverRules.removeLoop', { n: at + 1 })}
              onClick={() => remove(at)}
            />
          </div>
        ))}
      </div>
    </Card>
  );
}
