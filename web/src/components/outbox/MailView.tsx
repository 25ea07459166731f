import { Alert, Button, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { useResendMail, type MailDetails } from '../../services/mails';
import { useNames } from '../../services/names';
import { useSave } from '../../services/save';
import { Fact, Facts } from '../Facts';
import { PersonLink } from '../PersonLink';
import { SaveTrouble } from '../SaveTrouble';
import { MailStateText } from './MailStateText';
import classes from './MailView.module.css';

/** One message: where it stands, what the server said, what it says. */
export function MailView({ mail }: { mail: MailDetails }) {
  const { t } = useTranslation();
  return (
    <Stack gap="md">
      {mail.state === 'DEAD' && <Dead mail={mail} />}
      <MailFacts mail={mail} />
      <section>
        <Title order={3} mb={6}>
          {t('outbox.text')}
        </Title>
        {mail.text ? (
          <pre className={classes.text}>{mail.text}</pre>
        ) : (
          <Text size="sm" c="dimmed">
            {t('outbox.credential')}
          </Text>
        )}
      </section>
    </Stack>
  );
}

/** A dead letter is sent again by hand. */
function Dead({ mail: { id, error } }: { mail: MailDetails }) {
  const { t } = useTranslation();
  const resend = useResendMail();
  const save = useSave();
  return (
    <Alert color="red" variant="outline" title={t('outbox.deadTitle')}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{error ? t('outbox.deadText', { error }) : t('outbox.deadSilent')}</Text>
        <SaveTrouble save={save} />
        <Button loading={save.saving} onClick={() => void save.run(() => resend(id))}>
          {t('outbox.resend')}
        </Button>
      </Stack>
    </Alert>
  );
}

function MailFacts({ mail }: { mail: MailDetails }) {
  const { t } = useTranslation();
  const { moment, number } = useFormats();
  const names = useNames();
  const { address, recipient, types, language, attempts, error, state, createdAt, nextAttemptAt, sentAt } = mail;
  return (
    <Facts>
      <Fact label={t('outbox.is')}>
        <MailStateText mail={mail} />
      </Fact>
      <Fact label={t('outbox.to')}>{recipient && <PersonLink id={recipient.id} name={recipient.name} />}</Fact>
      <Fact label={t('outbox.address')}>{address}</Fact>
      <Fact label={t('outbox.about')}>{types.map((type) => names.noticeType(type)).join(', ')}</Fact>
      <Fact label={t('outbox.language')}>{names.language(language)}</Fact>
      <Fact label={t('outbox.writtenAt')}>{moment(createdAt)}</Fact>
      {sentAt && <Fact label={t('outbox.sentAt')}>{moment(sentAt)}</Fact>}
      {state === 'QUEUED' && <Fact label={t('outbox.nextTry')}>{moment(nextAttemptAt)}</Fact>}
      <Fact label={t('outbox.attempts')}>{number(attempts)}</Fact>
      {error && state === 'QUEUED' && <Fact label={t('outbox.error')}>{error}</Fact>}
    </Facts>
  );
}
