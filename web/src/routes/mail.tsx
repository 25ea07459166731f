import { Skeleton } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DrawerFrame } from '../components/DrawerFrame';
import { TroubleNotice } from '../components/Notice';
import { MailView } from '../components/outbox/MailView';
import { useMail } from '../services/mails';

const route = getRouteApi('/outbox/$mailId');

/** One message, beside the list. */
export function MailPage() {
  const { t } = useTranslation();
  const { mailId } = route.useParams();
  const navigate = route.useNavigate();
  const { thing: mail, trouble, retry } = useMail(mailId);
  return (
    <DrawerFrame title={mail?.subject ?? t('outbox.one')} onClose={() => void navigate({ to: '/outbox', search: true })}>
      {mail ? <MailView mail={mail} /> : trouble ? <TroubleNotice trouble={trouble} onRetry={retry} /> : <Skeleton height={160} role="status" aria-label={t('list.loading')} />}
    </DrawerFrame>
  );
}
