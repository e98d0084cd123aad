/** The window: rail, page, status bar. The only place where features meet. */
import { CSPProvider } from '@base-ui/react/csp-provider';
import type { ReactNode } from 'react';
import { CampaignsTab } from '../features/campaigns/CampaignsTab.tsx';
import { CloudPage } from '../features/cloud/CloudPage.tsx';
import { DevicesPage } from '../features/devices/DevicesPage.tsx';
import { ExplainPage } from '../features/explain/ExplainPage.tsx';
import { Findings } from '../features/explain/Findings.tsx';
import { JobFindings } from '../features/explain/JobFindings.tsx';
import { FaultsTab } from '../features/faults/FaultsTab.tsx';
import { InspectPage } from '../features/firmware/InspectPage.tsx';
import { Home } from '../features/home/Home.tsx';
import { JobList } from '../features/jobs/JobList.tsx';
import { LogPage } from '../features/log/LogPage.tsx';
import { ModuleSettingsPage } from '../features/moduleSettings/ModuleSettingsPage.tsx';
import { OnenetTab } from '../features/onenet/OnenetTab.tsx';
import { PackagesPage } from '../features/packages/PackagesPage.tsx';
import { HopsPage } from '../features/planning/HopsPage.tsx';
import { NamesPage } from '../features/planning/NamesPage.tsx';
import { SecondCheck } from '../features/planning/SecondCheck.tsx';
import { PortsPage } from '../features/ports/PortsPage.tsx';
import { ProjectList } from '../features/project/ProjectList.tsx';
import { type RecordingParts, RecordingsPage } from '../features/recordings/RecordingsPage.tsx';
import { ReportsPage } from '../features/reports/ReportsPage.tsx';
import { ClientTab } from '../features/requestClient/ClientTab.tsx';
import { ServerPage } from '../features/server/ServerPage.tsx';
import { ModulesTab } from '../features/serverModules/ModulesTab.tsx';
import { RequestsTab } from '../features/serverRequests/RequestsTab.tsx';
import { RulesTab } from '../features/serverRules/RulesTab.tsx';
import { SettingsPage } from '../features/settingsPage/SettingsPage.tsx';
import { TerminalPage } from '../features/terminal/TerminalPage.tsx';
import { Overview } from '../features/timeline/Overview.tsx';
import { TimelinePage } from '../features/timeline/TimelinePage.tsx';
import { KnobRow } from '../features/virtual/KnobRow.tsx';
import { RunningKnobs } from '../features/virtual/RunningKnobs.tsx';
import { StartVirtual } from '../features/virtual/StartVirtual.tsx';
import { useText } from '../i18n/useText.ts';
import { useConnection } from '../stores/connection.ts';
import { goTo, type PageName, useRoute } from '../stores/route.ts';
import { useSettings } from '../stores/settings.ts';
import { ToastArea } from '../ui/Toast.tsx';
import { TooltipProvider } from '../ui/Tooltip.tsx';
import styles from './App.module.css';
import { LanguageSwitch, ThemeSwitch } from './AppearanceSwitches.tsx';
import { useAppearance } from './appearance.ts';
import { Banners } from './Banners.tsx';
import { GuidedPath } from './GuidedPath.tsx';
import { useLeaveGuard } from './leaveGuard.ts';
import { Rail } from './Rail.tsx';
import { Starting } from './Starting.tsx';
import { StatusBar } from './StatusBar.tsx';
import { useShortcuts } from './shortcuts.ts';

export function App() {
  useAppearance();
  useShortcuts();
  useLeaveGuard();
  // Language and theme are the core's to tell: until then a page would flash in the wrong ones.
  const ready = useSettings((view) => view.state !== null);
  const refused = useConnection((view) => view.state.phase === 'refused');
  return (
    <CSPProvider disableStyleElements>
      <TooltipProvider>
        <ToastArea>{ready || refused ? <Window /> : <Starting />}</ToastArea>
      </TooltipProvider>
    </CSPProvider>
  );
}

function Window() {
  const { t } = useText();
  const page = useRoute((route) => route.page);
  return (
    <div className={styles.window}>
      <button type="button" className={styles.skip} onClick={focusMain}>
        {t('shell.skip')}
      </button>
      <Rail />
      <main id="main" tabIndex={-1} className={styles.main}>
        <Banners />
        <div className={styles.page}>{contentOf(page, t('settingsPage.noProjects'))}</div>
      </main>
      <div className={styles.status}>
        <StatusBar />
      </div>
    </div>
  );
}

/** A button, not a link: the hash is the route. */
function focusMain(): void {
  document.getElementById('main')?.focus();
}

function contentOf(page: PageName, noProjects: string): ReactNode {
  switch (page) {
    case 'home':
      return <Home recent={<JobList />} />;
    case 'upgrade':
      return <GuidedPath />;
    case 'ports':
      return (
        <PortsPage
          startVirtual={(onCreated) => <StartVirtual onCreated={onCreated} />}
          knobs={(portId) => <RunningKnobs portId={portId} />}
        />
      );
    case 'devices':
      return <DevicesPage />;
    case 'moduleSettings':
      return <ModuleSettingsPage />;
    case 'cloud':
      return <CloudPage />;
    case 'packages':
      return <PackagesPage secondCheck={(manifest) => <SecondCheck manifest={manifest} ofDraft={false} />} />;
    case 'hops':
      return <HopsPage />;
    case 'names':
      return <NamesPage />;
    case 'inspect':
      return <InspectPage />;
    case 'server':
      return (
        <ServerPage
          requests={(running) => <RequestsTab running={running} />}
          modules={<ModulesTab />}
          campaigns={<CampaignsTab />}
          rules={<RulesTab />}
          faults={<FaultsTab />}
          onenet={<OnenetTab />}
          client={<ClientTab />}
        />
      );
    case 'timeline':
      return <TimelinePage findings={timelineFindings} />;
    case 'recordings':
      return <RecordingsPage parts={recordingParts} />;
    case 'reports':
      return <ReportsPage />;
    case 'log':
      return <LogPage />;
    case 'explain':
      return <ExplainPage />;
    case 'terminal':
      return <TerminalPage />;
    case 'settings':
      return (
        <SettingsPage
          languageSwitch={<LanguageSwitch />}
          themeSwitch={<ThemeSwitch />}
          projects={<ProjectList emptyText={noProjects} />}
        />
      );
  }
}

/** A finding leads to its row among those of the same job. */
function timelineFindings(jobId: string): ReactNode {
  return <JobFindings key={jobId} jobId={jobId} onRow={(seq) => goTo('timeline', { section: jobId, seq })} />;
}

const recordingParts: RecordingParts = {
  findings: (answer, onRow) => <Findings answer={answer} of="recording" onRow={onRow} />,
  overview: (rows, onShow) => <Overview rows={rows} onShow={onShow} />,
  knob: (knob, value, onChange) => <KnobRow knob={knob} value={value} onChange={onChange} />,
};
