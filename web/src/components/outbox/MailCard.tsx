import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../services/format';
import type { Mail } from '../../services/mails';
import classes from '../lists/DataTable.module.css';
import { MailStateText } from './MailStateText';

/** A message as a card, where the screen is too narrow for columns. */
export function MailCard({ mail }: { mail: Mail }) {
  const { instant } = useFormats();
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text component="span" size="sm" truncate>
          <Link to="/outbox/$mailId" params={{ mailId: mail.id }} search className={classes.link}>
            {mail.subject}
          </Link>
        </Text>
        <Text component="span" size="sm">
          <MailStateText mail={mail} />
        </Text>
      </Group>
      <Text size="sm" c="dimmed" truncate>
        {mail.recipient ? `${mail.recipient.name} · ${mail.address}` : mail.address}
      </Text>
      <Text size="sm" c="dimmed">
        {instant(mail.createdAt)}
      </Text>
    </>
  );
}
