import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../components/BackLink';
import { ConnectForm, type Made } from '../components/directories/ConnectForm';
import { FirstRequest } from '../components/directories/FirstRequest';
import type { Idp } from '../components/directories/idps';
import { fieldsOf, idpNames } from '../components/directories/idps';
import { IdpSteps } from '../components/directories/IdpSteps';
import { SecretGate } from '../components/directories/SecretGate';
import { TroubleNotice } from '../components/Notice';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { Panel } from '../components/Panel';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';

/** Connects an IdP step by step: name it, store its token, paste the values, see it arrive. */
export function DirectoryConnectPage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const [idp, setIdp] = useState<Idp>('okta');
  const [made, setMade] = useState<Made | null>(null);
  const [stored, setStored] = useState(false);
  const address = new URL('/scim/v2', window.location.origin).href;
  if (!mayOpen(viewer, 'directories')) return <TroubleNotice trouble={{ kind: 'denied' }} alone />;
  return (
    <>
      <BackLink label={t('directories.title')} to="/directories" />
      <PageHead title={t('directories.connect.title')} />
      <PageBody>
        <Panel title={t('directories.connect.first')}>{made ? <Text size="sm">{t('directories.connect.made')}</Text> : <ConnectForm idp={idp} onIdp={setIdp} onMade={setMade} />}</Panel>
        {made && (
          <Panel title={t('directories.connect.second')}>
            {stored ? (
              <Text size="sm">{t('directories.connect.stored')}</Text>
            ) : (
              <SecretGate values={[{ label: fieldsOf[idp].token, value: made.token, secret: true }]} onStored={() => setStored(true)} />
            )}
          </Panel>
        )}
        {made && stored && (
          <>
            <Panel title={t('directories.connect.third', { idp: idpNames[idp] ?? t('directories.idp.other') })}>
              <IdpSteps idp={idp} address={address} />
            </Panel>
            <Panel title={t('directories.connect.fourth')}>
              <FirstRequest directoryId={made.id} />
            </Panel>
          </>
        )}
      </PageBody>
    </>
  );
}
