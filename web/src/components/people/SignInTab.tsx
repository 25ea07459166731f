import { Divider, Group, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../services/account';
import { useFormats } from '../../services/format';
import type { UserDetails } from '../../services/user';
import { AbilityButton } from '../AbilityButton';
import { Fact, Facts } from '../Facts';
import { whyNot } from '../TroubleText';
import { useTell } from '../useTell';
import { abilityFor, abilityOf, nameOf, type Act } from './actions';
import { IdentityList } from './IdentityList';
import { SessionList } from './SessionList';
import { useActs } from './useActs';

/** How a person signs in: state, factors, sessions, and what an administrator may do about them. */
export function SignInTab({ user }: { user: UserDetails }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const navigate = useNavigate();
  const { run, dialog } = useActs(user, () => void navigate({ to: '/users', search: true }));
  const button = (act: Act, danger = false) => (
    <AbilityButton ability={abilityFor(act, user, t)} label={t(nameOf(act, user))} color={danger ? 'red' : undefined} variant={danger ? 'outline' : 'default'} onClick={() => run(act)} />
  );
  return (
    <Stack gap="md">
      <Facts>
        <Fact label={t('people.signIn.state')}>
          {user.active ? t('status.ACTIVE') : t('user.inactiveBecause', { reasons: user.inactiveReasons.map((because) => t(`inactive.${because}`)).join(', ') })}
        </Fact>
        <Fact label={t('user.source')}>{t(`source.${user.source}`)}</Fact>
        <Fact label={t('user.lastSignIn')}>{user.lastSignIn ? instant(user.lastSignIn) : t('users.never')}</Fact>
        {user.blockedUntil && <Fact label={t('people.signIn.blocked')}>{t('people.signIn.blockedUntil', { at: instant(user.blockedUntil) })}</Fact>}
        <Fact label={t('people.signIn.mfa')}>{t(user.mfaRequired ? 'people.signIn.mfaRequired' : 'people.signIn.mfaFree')}</Fact>
        <Fact label={t('people.signIn.method')}>{t(`people.method.${user.mfaMethod}`)}</Fact>
        <Fact label={t('people.signIn.verified')}>{t(user.verified ? 'people.yes' : 'people.no')}</Fact>
        <Fact label={t('people.signIn.documentAccount')}>{t(user.documentAccount ? 'people.yes' : 'people.no')}</Fact>
        {user.breakGlass && <Fact label={t('people.signIn.breakGlass')}>{t('people.yes')}</Fact>}
      </Facts>
      <Group gap="xs">
        {button('mfa')}
        <ResetFactors user={user} />
        {button('credential')}
        {button('unlock')}
      </Group>
      <Divider label={t('people.signIn.sessions')} labelPosition="left" />
      <SessionList user={user} />
      <Divider label={t('linked.title')} labelPosition="left" />
      <IdentityList id={user.id} />
      <Divider label={t('user.account')} labelPosition="left" />
      <Group gap="xs">
        {button('block')}
        {button('status')}
        {button('delete', true)}
      </Group>
      <Refusals user={user} />
      {dialog}
    </Stack>
  );
}

/** Why the account's state can't be changed here, readable without resting on a button. */
function Refusals({ user }: { user: UserDetails }) {
  const { allowed, reason } = user.can(abilityOf('status', user));
  if (allowed || !reason) return null;
  return (
    <Text size="xs" c="dimmed">
      {reason}
    </Text>
  );
}

function ResetFactors({ user }: { user: UserDetails }) {
  const { t } = useTranslation();
  const tell = useTell();
  const { resetFactors } = useAccount(user);
  const reset = async () => {
    const outcome = await resetFactors();
    tell(outcome.written ? t('people.did.factors', { name: user.name }) : whyNot(outcome));
  };
  const { allowed, reason } = user.can('mfa');
  const none = user.mfaMethod === 'NONE';
  return (
    <AbilityButton
      ability={{ allowed: allowed && !none, reason: allowed ? t('people.signIn.noFactor') : reason }}
      label={t('people.act.factors')}
      onClick={() => void reset()}
    />
  );
}
