/** The button that opens the dialog in which a virtual module is set up. */
import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../../i18n/useText.ts';
import { useDialects } from '../../stores/virtual.ts';
import { Button } from '../../ui/Button.tsx';
import { StartDialog } from './StartDialog.tsx';

export interface StartVirtualProps {
  readonly onCreated: (portId: string) => void;
}

export function StartVirtual({ onCreated }: StartVirtualProps) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  // Asked before the dialog opens, so that its first field is there to take the keyboard.
  useDialects();
  return (
    <>
      <Button icon={<FlaskConical />} data-testid="start-virtual" onClick={() => setOpen(true)}>
        {t('virtual.start')}
      </Button>
      {open ? (
        <StartDialog
          onClose={() => setOpen(false)}
          onCreated={(portId) => {
            setOpen(false);
            onCreated(portId);
          }}
        />
      ) : null}
    </>
  );
}
