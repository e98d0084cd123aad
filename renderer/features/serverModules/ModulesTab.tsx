/** The ledger: every module that asked, and the one that is looked at. */
import { Ban, Cpu, MousePointerClick } from 'lucide-react';
import { useCallback, useState } from 'react';
import { formatCount } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { showPackage, useRoute } from '../../stores/route.ts';
import { useModulePages } from '../../stores/serverModules.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { FilterChip } from '../../ui/FilterChip.tsx';
import { PagedRows } from '../../ui/PagedRows.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { BanDialog } from './BanDialog.tsx';
import { ModuleDetail } from './ModuleDetail.tsx';
import { ModuleLine } from './ModuleLine.tsx';
import styles from './Modules.module.css';

const lineHeight = 46;

export function ModulesTab() {
  const { t } = useText();
  const [word, setWord] = useState('');
  const [bannedOnly, setBannedOnly] = useState(false);
  const [banning, setBanning] = useState(false);
  const pages = useModulePages(word.trim(), bannedOnly);
  // Which module is shown stands in the address, so that a request can lead here.
  const chosen = useRoute((route) => route.shown);
  const [chosenIndex, setChosenIndex] = useState<number | null>(null);
  const choose = useCallback((id: string, index: number) => {
    setChosenIndex(index);
    showPackage(id);
  }, []);
  const onStep = (step: number) => {
    const from = chosenIndex ?? (step > 0 ? -1 : 0);
    const index = Math.min(pages.total - 1, Math.max(0, from + step));
    const module = pages.at(index);
    // A row that is not read yet is brought into view; the next key chooses it.
    setChosenIndex(index);
    if (module !== undefined) choose(module.id, index);
  };
  if (!pages.loaded && pages.error === null) return <Skeleton />;
  const nobody = pages.total === 0 && word === '' && !bannedOnly;
  return (
    <>
      {pages.error === null ? null : <ErrorNote error={pages.error} />}
      {nobody && chosen === null ? (
        <Card>
          <EmptyState
            picture={<Cpu />}
            title={t('serverModules.empty')}
            action={
              <Button icon={<Ban />} onClick={() => setBanning(true)}>
                {t('serverModules.banNew')}
              </Button>
            }
          >
            {t('serverModules.emptyText')}
          </EmptyState>
        </Card>
      ) : (
        <div className={styles.split}>
          <div className={styles.column}>
            <Field
              label={t('serverModules.search')}
              hideLabel
              placeholder={t('serverModules.search')}
              value={word}
              maxLength={64}
              onText={setWord}
              data-testid="modules-search"
            />
            <div className={styles.bar}>
              <FilterChip
                label={t('serverModules.bannedOnly')}
                pressed={bannedOnly}
                onChange={setBannedOnly}
              />
              <span className={styles.quiet}>
                {t('serverModules.total', { count: formatCount(pages.total) })}
              </span>
              <span className={styles.spring} />
              <Button size="s" icon={<Ban />} data-testid="ban-new" onClick={() => setBanning(true)}>
                {t('serverModules.banNew')}
              </Button>
            </div>
            <Card flush className={styles.listCard}>
              {pages.total === 0 ? <p className={styles.nothing}>{t('serverModules.noMatch')}</p> : null}
              <PagedRows
                label={t('serverModules.list')}
                testId="modules"
                count={pages.total}
                rowHeight={lineHeight}
                onSeen={pages.need}
                onStep={onStep}
                chosen={chosenIndex}
                activeId={chosen === null ? undefined : `module-${chosen}`}
                render={(index) => (
                  <ModuleLine
                    module={pages.at(index)}
                    index={index}
                    selected={pages.at(index)?.id === chosen}
                    onChoose={choose}
                  />
                )}
              />
            </Card>
          </div>
          {chosen === null ? (
            <Card>
              <EmptyState picture={<MousePointerClick />} title={t('serverModules.choose')}>
                {t('serverModules.chooseText')}
              </EmptyState>
            </Card>
          ) : (
            <ModuleDetail key={chosen} id={chosen} onChanged={pages.refresh} />
          )}
        </div>
      )}
      {banning ? (
        <BanDialog
          id={null}
          onClose={() => setBanning(false)}
          onBanned={(id) => {
            setBanning(false);
            showPackage(id);
            pages.refresh();
          }}
        />
      ) : null}
    </>
  );
}
