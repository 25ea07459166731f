import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMeChanges, type App } from '../../services/meChanges';
import { useSave } from '../../services/save';
import { CopyValue } from '../directories/CopyValue';
import copy from '../directories/CopyValue.module.css';
import { SaveTrouble } from '../SaveTrouble';
import { CodeForm } from './CodeForm';
import { Factor, Removal } from './Factor';
import classes from './Factor.module.css';

/** An authenticator app: scanned, typed or opened, and counted once it gave a code. */
export function AppFactor({ on }: { on: boolean }) {
  const { t } = useTranslation();
  const [app, setApp] = useState<App | null>(null);
  const changes = useMeChanges();
  const save = useSave();
  const start = () =>
    save.run(async () => {
      const { outcome, app: made } = await changes.enrollApp();
      setApp(made);
      return outcome;
    });
  return (
    <Factor title={t('me.app.title')} text={t('me.app.text')} on={on}>
      {!on && app && <Scan app={app} />}
      {!on && <SaveTrouble save={save} />}
      {!on && app && <CodeForm save={save} onCode={changes.confirmApp} onDone={() => setApp(null)} onCancel={() => setApp(null)} />}
      {!on && !app && (
        <div>
          <Button size="xs" variant="default" loading={save.saving} onClick={() => void start()}>
            {t('me.app.add')}
          </Button>
        </div>
      )}
      {on && <Removal label={t('me.app.remove')} text={t('me.app.removeText')} remove={changes.removeApp} />}
    </Factor>
  );
}

function Scan({ app: { secret, address, qrCode } }: { app: App }) {
  const { t } = useTranslation();
  return (
    <Group align="start" gap="lg">
      {qrCode && (
        <svg className={classes.qr} viewBox={`0 0 ${qrCode.size} ${qrCode.size}`} role="img" aria-label={t('me.app.qr')} shapeRendering="crispEdges">
          <path d={qrCode.path} />
        </svg>
      )}
      <Stack gap="sm" style={{ flex: 1, minWidth: 220 }}>
        <Text size="sm">{t('me.app.scan')}</Text>
        {address && (
          <Anchor href={address} size="sm">
            {t('me.app.open')}
          </Anchor>
        )}
        <dl className={copy.list}>{secret && <CopyValue label={t('me.app.secret')} value={secret} secret />}</dl>
      </Stack>
    </Group>
  );
}
