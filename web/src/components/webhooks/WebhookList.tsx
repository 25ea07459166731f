import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import type { Webhook } from '../../services/webhooks';
import classes from '../Cards.module.css';
import { WebhookStateText } from './WebhookStateText';

const shownEvents = 3;

/** Webhooks as cards: who is told of what, and whether it gets through. */
export function WebhookList({ webhooks }: { webhooks: Webhook[] }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.cards} aria-label={t('webhooks.title')}>
      {webhooks.map((webhook) => (
        <Card key={webhook.id} webhook={webhook} />
      ))}
    </ul>
  );
}

function Card({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const names = useNames();
  const { id, name, url, events, failingSince, waiting } = webhook;
  const told = events.slice(0, shownEvents).map((event) => names.action(event));
  return (
    <li className={classes.card}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Link to="/webhooks/$webhookId" params={{ webhookId: id }} className={classes.name}>
          {name}
        </Link>
        <Text component="span" size="sm">
          <WebhookStateText webhook={webhook} />
        </Text>
      </Group>
      <Text size="sm" c="dimmed" className={classes.address}>
        {url}
      </Text>
      <Text size="sm">
        {events.length === 0 ? t('webhooks.allEvents') : told.join(', ')}
        {events.length > shownEvents && ` ${t('webhooks.moreEvents', { count: events.length - shownEvents })}`}
      </Text>
      {failingSince && <Text size="sm">{t('webhooks.failingSince', { instant: instant(failingSince) })}</Text>}
      {waiting > 0 && (
        <Text size="sm" c="dimmed">
          {t('webhooks.waiting', { count: waiting })}
        </Text>
      )}
    </li>
  );
}
