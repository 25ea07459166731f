import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../services/me';
import { useMeChanges } from '../../services/meChanges';
import { useSave } from '../../services/save';
import { SaveTrouble } from '../SaveTrouble';
import { CodeForm } from './CodeForm';
import { Factor, Removal } from './Factor';

/** Codes by SMS, to a number that is marked as mobile. */
export function SmsFactor({ me: { profile, signIn } }: { me: Me }) {
  const { t } = useTranslation();
  const [sent, setSent] = useState(false);
  const changes = useMeChanges();
  const save = useSave();
  const ready = profile.phone !== '' && signIn.phoneIsMobile;
  const start = async () => {
    if (await save.run(changes.enrollSms)) setSent(true);
  };
  return (
    <Factor title={t('me.sms.title')} text={t('me.sms.text')} on={signIn.sms}>
      {!signIn.sms && <SaveTrouble save={save} />}
      {!signIn.sms && !ready && <Text size="sm">{t('me.sms.noNumber')}</Text>}
      {!signIn.sms && ready && sent && <CodeForm save={save} onCode={changes.confirmSms} onDone={() => setSent(false)} onCancel={() => setSent(false)} />}
      {!signIn.sms && ready && !sent && (
        <div>
          <Button size="xs" variant="default" loading={save.saving} onClick={() => void start()}>
            {t('me.sms.add', { phone: profile.phone })}
          </Button>
        </div>
      )}
      {signIn.sms && <Removal label={t('me.sms.remove')} text={t('me.sms.removeText')} remove={changes.removeSms} />}
    </Factor>
  );
}
