/** The image of the MCU behind the module: whose it is, where it goes, and whether the platform is told. */
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAppInfo } from '../../stores/appInfo.ts';
import { choose, useDraft } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { missingSource } from '../../stores/source.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Switch } from '../../ui/Switch.tsx';
import styles from './Module.module.css';

export function ImageFields() {
  const { t } = useText();
  const draft = useDraft();
  const { component, componentVersion, declare } = draft;
  const wrong = missingSource(draft, null) === 'component' ? t('path.needComponent') : undefined;
  return (
    <>
      <div className={styles.fieldPair}>
        <Field
          label={t('module.component')}
          hint={t('module.componentHint')}
          mono
          maxLength={64}
          placeholder="MCU1"
          value={component}
          error={componentVersion !== '' || component !== '' ? wrong : undefined}
          data-testid="component"
          onText={(text) => choose({ component: text })}
        />
        <Field
          label={t('module.componentVersion')}
          hint={t('module.componentVersionHint')}
          mono
          maxLength={64}
          placeholder="1.0.0"
          value={componentVersion}
          data-testid="component-version"
          onText={(text) => choose({ componentVersion: text })}
        />
      </div>
      <ImagePath />
      <Switch
        label={t('module.declare')}
        hint={t(declare ? 'module.declareOn' : 'module.declareOff')}
        checked={declare}
        data-testid="image-declare"
        onChange={(next) => choose({ declare: next })}
      />
    </>
  );
}

/** A browser may not name paths of this computer: there the data folder keeps the image, and it is downloaded afterwards. */
function ImagePath() {
  const { t } = useText();
  const core = useCore();
  const { imagePath, component } = useDraft();
  const info = useAppInfo((view) => view.info);
  const action = useAction();
  if (info === null) return null;
  const separator = info.dataFolder.includes('\\') ? '\\' : '/';
  const folder = `${info.dataFolder}${separator}images`;
  if (!info.capabilities.saveFiles) {
    return (
      <p className={styles.quiet} data-testid="image-place">
        {t('module.imageKept', { folder })}
      </p>
    );
  }
  const pick = async () => {
    const picked = await action.run(() => core.app.pickFile({ purpose: 'folder' }));
    if (picked?.file?.kind !== 'path') return;
    const name = component.trim().replace(/[^A-Za-z0-9._-]/g, '-') || 'mcu';
    choose({ imagePath: `${picked.file.path}${separator}${name}.bin` });
  };
  return (
    <div className={styles.labelled}>
      <Field
        label={t('module.imagePath')}
        hint={t('module.imagePathHint', { folder })}
        mono
        maxLength={4096}
        value={imagePath}
        data-testid="image-path"
        onText={(text) => choose({ imagePath: text })}
      />
      {info.capabilities.pickFiles ? (
        <Button size="s" busy={action.busy} data-testid="image-folder" onClick={() => void pick()}>
          {t('module.imageFolder')}
        </Button>
      ) : null}
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </div>
  );
}
