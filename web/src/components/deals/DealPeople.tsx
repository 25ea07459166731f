import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DealDetails } from '../../services/deal';
import { useFormats } from '../../services/format';
import { Panel } from '../Panel';
import { PersonLink } from '../PersonLink';
import classes from './DealPeople.module.css';
import { OwnerText } from './OwnerText';

/** Owner, then who stands in, nearest first, each with the reason; the last one available acts. */
export function DealPeople({ deal }: { deal: DealDetails }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const { owner, delegates, acting } = deal;
  const role = (id: string) => (acting?.id === id ? t('deal.acts') : null);
  return (
    <Panel title={t('deal.people')}>
      <ol className={classes.people}>
        <li className={classes.person} data-acting={owner !== null && acting?.id === owner.id}>
          <div>{owner ? <PersonLink {...owner} /> : <OwnerText owner={null} />}</div>
          <Text size="xs" c="dimmed">
            {[t('deal.owner'), owner && role(owner.id)].filter(Boolean).join(' · ')}
          </Text>
        </li>
        {delegates.map(({ user, since, backing }) => (
          <li key={user.id} className={classes.person} data-acting={acting?.id === user.id}>
            <div>
              <PersonLink {...user} />
            </div>
            <Text size="xs" c="dimmed">
              {[t(`deal.backing.${backing}`), t('deal.since', { at: instant(since) }), role(user.id)].filter(Boolean).join(' · ')}
            </Text>
          </li>
        ))}
      </ol>
      {deal.stalled && (
        <Text size="sm" mt="xs">
          {t('deal.stalledHint')}
        </Text>
      )}
    </Panel>
  );
}
