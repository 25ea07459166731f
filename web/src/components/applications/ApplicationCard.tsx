import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Application } from '../../services/applications';
import { RowCard } from '../lists/RowCard';
import { ApplicationLink, scopesOf } from './applicationColumns';
import { ApplicationState } from './ApplicationState';

/** An application as a card, where the screen is too narrow for columns. */
export function ApplicationCard({ application }: { application: Application }) {
  const { t } = useTranslation();
  return (
    <RowCard name={<ApplicationLink application={application} />} state={<ApplicationState application={application} />}>
      {t(`applications.method.${application.authMethod}`)}
      <Text size="sm" truncate>
        {scopesOf(application)}
      </Text>
    </RowCard>
  );
}
