/** Virtual modules for those who have none: of the old firmware, of the demo, or of another vendor's family. */
import { ChevronDown, FlaskConical } from 'lucide-react';
import type { FileRef } from '../../../shared/contract/common.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { demoPair, useAppInfo } from '../../stores/appInfo.ts';
import { useInspection } from '../../stores/firmware.ts';
import { choose, useDraft } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { dialectFor, useDialects } from '../../stores/virtual.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Menu, type MenuAction } from '../../ui/Menu.tsx';
import styles from './Module.module.css';

/** What the families of vendors with formats of their own are made from. */
const standIn = '.simfw';

interface Recipe {
  readonly key: string;
  readonly label: string;
  readonly dialect: string;
  readonly firmware: FileRef;
}

export function CreateVirtual({ prominent }: { readonly prominent: boolean }) {
  const { t } = useText();
  const core = useCore();
  const draft = useDraft();
  const action = useAction();
  const { own, demo, families } = useRecipes(draft.old, draft.oldVersion);
  const create = async ({ dialect, firmware }: Recipe) => {
    const port = await action.run(() => core.virtual.create({ dialect, firmware }));
    if (port !== undefined) choose({ port: port.id });
  };
  const main = draft.bring === 'package' ? (own ?? (draft.old === null ? demo : null)) : null;
  const others = [...(main === demo || demo === null ? [] : [demo]), ...families];
  const actions: readonly MenuAction[] = others.map((recipe) => ({
    key: recipe.key,
    label: recipe.label,
    onSelect: () => void create(recipe),
  }));
  if (main === null && actions.length === 0) return null;
  return (
    <div className={styles.virtual}>
      {main === null ? (
        <Menu
          trigger={
            <Button
              icon={<FlaskConical />}
              busy={action.busy}
              className={styles.virtualButton}
              data-testid="create-virtual-menu"
            >
              {t('module.createVirtual')}
            </Button>
          }
          actions={actions}
        />
      ) : (
        <>
          <Button
            look={prominent && draft.tour ? 'primary' : 'plain'}
            icon={<FlaskConical />}
            busy={action.busy}
            className={styles.virtualButton}
            data-testid="create-virtual"
            onClick={() => void create(main)}
          >
            {main.label}
          </Button>
          <Menu
            trigger={
              <IconButton
                size="m"
                look="plain"
                label={t('common.moreActions')}
                icon={<ChevronDown />}
                data-testid="create-virtual-menu"
              />
            }
            actions={actions}
          />
        </>
      )}
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </div>
  );
}

function useRecipes(old: FileRef | null, oldVersion: string) {
  const { t, code } = useText();
  const info = useAppInfo((view) => view.info);
  const dialects = useDialects();
  const pair = demoPair(info);
  const firmware = info?.demoFiles.find(({ name }) => name.endsWith(standIn));
  const luat = 'ec618-at';
  const inspection = useInspection(old, oldVersion);
  const ownDialect =
    inspection.state === 'done' && dialects.state === 'done'
      ? dialectFor(inspection.value, dialects.value)
      : undefined;
  const own: Recipe | null =
    old === null || ownDialect === undefined
      ? null
      : { key: 'own', label: t('module.createVirtualOld'), dialect: ownDialect, firmware: old };
  const demo: Recipe | null =
    pair === null
      ? null
      : {
          ...{ key: 'demo', label: t('module.createVirtualDemo'), dialect: luat },
          firmware: { kind: 'demo', name: pair.old },
        };
  const known = dialects.state === 'done' && firmware !== undefined ? dialects.value : [];
  const families: readonly Recipe[] = known
    .filter(({ fileEndings }) => fileEndings.includes(standIn))
    .map(({ id }) => ({
      ...{ key: id, label: code('virtualDialect', id), dialect: id },
      firmware: { kind: 'demo', name: firmware?.name ?? '' },
    }));
  return { own, demo, families };
}
