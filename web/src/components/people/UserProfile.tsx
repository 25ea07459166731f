import { Alert, Divider, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import type { UserDetails } from '../../services/user';
import { Fact, Facts } from '../Facts';
import { PersonLink } from '../PersonLink';
import { QueueBar } from '../QueueBar';
import { CorrectForm } from './CorrectForm';
import { RolesForm } from './RolesForm';

/** Who a person is: what deserves attention, facts, name and address, roles. */
export function UserProfile({ user }: { user: UserDetails }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  return (
    <Stack gap="md">
      {user.warnings.map(({ code, message }) => (
        <Alert key={code} color="orange" variant="outline" icon={<IconAlertTriangle size={18} />} py={8}>
          {message}
        </Alert>
      ))}
      <Facts>
        <Fact label={t('user.userName')}>{user.userName}</Fact>
        <Fact label={t('user.jobTitle')}>{user.title}</Fact>
        <Fact label={t('people.insurerPhone')}>{user.phoneForInsurers}</Fact>
        <Fact label={t('user.source')}>{t(`source.${user.source}`)}</Fact>
        <Fact label={t('user.lastSignIn')}>{user.lastSignIn ? instant(user.lastSignIn) : t('users.never')}</Fact>
        <Fact label={t('user.queue')}>
          <QueueBar load={user.load} max={user.limits.maxCapacity} />
        </Fact>
        {user.reports.length > 0 && (
          <Fact label={t('user.reports')}>
            {user.reports.map(({ id, name }, index) => (
              <span key={id}>
                {index > 0 && ', '}
                <PersonLink id={id} name={name} />
              </span>
            ))}
          </Fact>
        )}
      </Facts>
      <Divider />
      <CorrectForm user={user} />
      <Divider />
      <RolesForm user={user} />
    </Stack>
  );
}
