/** Takes the list away: as a download of the browser, or to a path where the host writes files. */
import { Download } from 'lucide-react';
import { useState } from 'react';
import { writeImeiList } from '../../../shared/domain/imeiList.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAppInfo } from '../../stores/appInfo.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { downloadText, SavePathDialog } from '../../ui/SaveText.tsx';
import { notify } from '../../ui/Toast.tsx';

export interface ExportListProps {
  readonly projectId: string;
  readonly imeis: readonly string[];
}

export function ExportList({ projectId, imeis }: ExportListProps) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const info = useAppInfo((view) => view.info);
  const [asking, setAsking] = useState(false);
  const separator = info?.dataFolder.includes('\\') === true ? '\\' : '/';
  const save = async (path: string, overwrite: boolean) => {
    const saved = await action.run(() => core.cloud.saveImeis({ projectId, path, overwrite }));
    if (saved === undefined) return;
    setAsking(false);
    notify(t('project.exported'), saved.path);
  };
  return (
    <>
      <Button
        size="s"
        icon={<Download />}
        disabled={imeis.length === 0}
        data-testid="imei-export"
        onClick={() =>
          info?.capabilities.saveFiles === true
            ? setAsking(true)
            : downloadText('imei.csv', writeImeiList(imeis, 'csv'))
        }
      >
        {t('cloud.exportList')}
      </Button>
      <SavePathDialog
        key={info?.dataFolder ?? ''}
        open={asking}
        title={t('cloud.exportList')}
        text={t('cloud.listedCount', { count: imeis.length })}
        startPath={`${info?.dataFolder ?? ''}${separator}imei.csv`}
        busy={action.busy}
        error={action.error}
        onClose={() => setAsking(false)}
        onSave={(path, overwrite) => void save(path, overwrite)}
      />
    </>
  );
}
