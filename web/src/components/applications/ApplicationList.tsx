import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Application } from '../../services/applications';
import classes from '../directories/DirectoryList.module.css';
import { Status } from '../Status';

/** Applications as cards. */
export function ApplicationList({ applications }: { applications: Application[] }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.cards} aria-label={t('applications.title')}>
      {applications.map((application) => (
        <Card key={application.id} application={application} />
      ))}
    </ul>
  );
}

function Card({ application: { id, name, state, authMethod, scopes, redirectUris } }: { application: Application }) {
  const { t } = useTranslation();
  return (
    <li className={classes.card}>
      <Group justify="space-between" wrap="nowrap" fz="sm">
        <Link to="/applications/$applicationId" params={{ applicationId: id }} className={classes.name}>
          {name}
        </Link>
        <Status tone={state === 'ACTIVE' ? 'good' : 'bad'}>{t(`applications.state.${state}`)}</Status>
      </Group>
      <Text size="sm" c="dimmed">
        {t(`applications.method.${authMethod}`)}
      </Text>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {redirectUris[0]}
      </Text>
      <Text size="sm" c="dimmed">
        {['openid', ...scopes].join(' ')}
      </Text>
    </li>
  );
}
