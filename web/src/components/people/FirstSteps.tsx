import { Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Viewer } from '../../services/viewer';
import { useViewer } from '../../services/viewerContext';
import cards from '../Cards.module.css';
import { Panel } from '../Panel';
import classes from './FirstSteps.module.css';

const steps = [
  { step: 'settings', to: '/settings', needs: 'company.manage' },
  { step: 'directory', to: '/directories/connect', needs: 'directory.manage' },
  { step: 'connection', to: '/connections/new', needs: 'connection.manage' },
  { step: 'import', to: '/users/import', needs: 'user.manage' },
  { step: 'key', to: '/keys', needs: 'apikey.manage' },
] as const;

/** Which steps this person may take. */
export const stepsOf = ({ permissions }: Pick<Viewer, 'permissions'>) => steps.filter(({ needs }) => permissions.has(needs));

/** What comes first in a company where nobody else is yet. */
export function FirstSteps() {
  const { t } = useTranslation();
  const own = stepsOf(useViewer());
  if (own.length === 0) return null;
  return (
    <div className={classes.around}>
      <Panel title={t('firstSteps.title')}>
        <Text size="sm" c="dimmed" mb="sm">
          {t('firstSteps.alone')}
        </Text>
        <ol className={cards.cards}>
          {own.map(({ step, to }) => (
            <li key={step} className={cards.card}>
              <Stack gap={2}>
                <Link to={to} className={cards.name}>
                  {t(`firstSteps.${step}.name`)}
                </Link>
                <Text size="sm">{t(`firstSteps.${step}.why`)}</Text>
              </Stack>
            </li>
          ))}
        </ol>
      </Panel>
    </div>
  );
}
