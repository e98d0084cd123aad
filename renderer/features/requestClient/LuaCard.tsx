/** A script for libfota2 that asks the own server. */
import { type FormEvent, useState } from 'react';
import type { OtaFinding } from '../../../shared/contract/otaClient.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { useOwnServerUrl } from '../../stores/server.ts';
import { useSettings } from '../../stores/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { RawText } from '../../ui/RawText.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import styles from './Client.module.css';
import { FindingList } from './FindingList.tsx';

interface Made {
  readonly script: string;
  readonly findings: readonly OtaFinding[];
}

const noProject = 'none';

export function LuaCard() {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const own = useOwnServerUrl();
  const projects = useSettings((view) => view.state?.projects) ?? [];
  const [form, setForm] = useState<'query' | 'direct'>('query');
  const [url, setUrl] = useState<string | null>(null);
  const [projectId, setProjectId] = useState(noProject);
  const [project, setProject] = useState('');
  const [version, setVersion] = useState('1.0.0');
  const [hours, setHours] = useState('24');
  const [made, setMade] = useState<Made | null>(null);
  const server = url ?? (own === null ? '' : `${own}/upgrade`);
  const periodSeconds = Math.round(Number(hours) * 3600);
  const complete = server.trim() !== '' && project.trim() !== '' && periodSeconds >= 0;
  const make = async (event: FormEvent) => {
    event.preventDefault();
    const key = projectId === noProject ? {} : { projectId };
    const said = await action.run(() =>
      core.otaClient.luaSnippet({
        ...{ form, version: version.trim(), project: project.trim(), periodSeconds },
        ...{ url: server.trim(), ...key },
      }),
    );
    setMade(said ?? null);
  };
  return (
    <div className={styles.split}>
      <Card title={t('requestClient.lua')}>
        <form className={styles.stack} onSubmit={(event) => void make(event)}>
          <div className={styles.labelled}>
            <Segmented
              label={t('requestClient.luaForm')}
              value={form}
              onChange={setForm}
              segments={(['query', 'direct'] as const).map((value) => ({
                value,
                label: t(`requestClient.lua_${value}`),
              }))}
            />
            <span className={styles.hint}>{t(`requestClient.luaText_${form}`)}</span>
          </div>
          <Field
            label={t(form === 'query' ? 'requestClient.server' : 'requestClient.fileUrl')}
            mono
            maxLength={2048}
            value={server}
            onText={setUrl}
            data-testid="lua-url"
          />
          <div className={styles.pair}>
            <Field
              label={t('requestClient.luaProject')}
              mono
              maxLength={128}
              value={project}
              onText={setProject}
              data-testid="lua-project"
            />
            <Field
              label={t('requestClient.luaVersion')}
              mono
              maxLength={32}
              value={version}
              onText={setVersion}
            />
          </div>
          <div className={styles.pair}>
            <div className={styles.labelled}>
              <span className={styles.label}>{t('requestClient.luaKeyOf')}</span>
              <Select
                label={t('requestClient.luaKeyOf')}
                value={projectId}
                options={[
                  { value: noProject, label: t('requestClient.luaNoKey') },
                  ...projects.map(({ id, name, keyHint }) => ({
                    value: id,
                    label: name,
                    hint: keyHint === null ? undefined : `…${keyHint}`,
                  })),
                ]}
                onChange={setProjectId}
              />
            </div>
            <Field
              label={t('requestClient.luaHours')}
              hint={t('requestClient.luaHoursHint')}
              inputMode="numeric"
              value={hours}
              onText={setHours}
            />
          </div>
          <div>
            <Button
              type="submit"
              look="primary"
              busy={action.busy}
              disabled={!complete}
              data-testid="lua-make"
            >
              {t('requestClient.luaMake')}
            </Button>
          </div>
          {action.error === null ? null : <ErrorNote error={action.error} />}
        </form>
      </Card>
      <Card title={t('requestClient.script')}>
        {made === null ? (
          <p className={styles.quiet}>{t('requestClient.scriptEmpty')}</p>
        ) : (
          <div className={styles.stack}>
            <FindingList findings={made.findings} />
            <RawText title={t('requestClient.scriptFile')} text={made.script} testId="lua-script" />
          </div>
        )}
      </Card>
    </div>
  );
}
