import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../services/me';
import { Panel } from '../Panel';
import { AppFactor } from './AppFactor';
import { EmailForm } from './EmailForm';
import classes from './Factor.module.css';
import { PasskeyFactor } from './PasskeyFactor';
import { PasswordForm } from './PasswordForm';
import { RecoveryFactor } from './RecoveryFactor';
import { SmsFactor } from './SmsFactor';

/** How somebody signs in; who comes through an IdP has all of it there. */
export function SignInPanel({ me }: { me: Me }) {
  const { t } = useTranslation();
  const { signIn, profile } = me;
  if (!signIn.local) {
    return (
      <Panel title={t('me.tab.signin')}>
        <Text size="sm">{t('me.elsewhere')}</Text>
      </Panel>
    );
  }
  return (
    <>
      <Panel title={t('me.factors')}>
        {signIn.mfaRequired && (
          <Text size="sm" mb="md">
            {t('me.required')}
          </Text>
        )}
        <ul className={classes.factors}>
          <PasskeyFactor signIn={signIn} />
          <AppFactor on={signIn.totp} />
          {signIn.smsOffered && <SmsFactor me={me} />}
          <RecoveryFactor left={signIn.recoveryCodesLeft} />
        </ul>
      </Panel>
      <PasswordForm signIn={signIn} login={profile.email || profile.userName} />
      <EmailForm />
    </>
  );
}
