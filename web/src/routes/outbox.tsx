import { SegmentedControl } from '@mantine/core';
import { getRouteApi, Outlet, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { BulkBar } from '../components/lists/BulkBar';
import { BulkRun } from '../components/lists/BulkRun';
import { DataTable } from '../components/lists/DataTable';
import { ListBody } from '../components/lists/ListBody';
import { SearchField } from '../components/lists/SearchField';
import { useListView } from '../components/lists/useListView';
import { useSelection } from '../components/lists/useSelection';
import { TroubleNotice } from '../components/Notice';
import { MailCard } from '../components/outbox/MailCard';
import { mailColumns } from '../components/outbox/mailColumns';
import { PageHead } from '../components/PageHead';
import { useFormats } from '../services/format';
import { useMails, useResendMail, type Mail } from '../services/mails';
import { mailStates, type MailsSearch } from '../services/mailsSearch';
import { useNames } from '../services/names';
import { useOnReturn } from '../services/onReturn';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';

const route = getRouteApi('/outbox');
const order = { by: 'AT', desc: true };
const card = (mail: Mail) => <MailCard mail={mail} />;

/** Messages that Mandate wrote, and what became of them. */
export function OutboxPage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const formats = useFormats();
  const names = useNames();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const open = useParams({ strict: false }).mailId;
  const mails = useMails(search);
  const resend = useResendMail();
  const selection = useSelection(`${search.state ?? ''} ${search.q ?? ''}`);
  useOnReturn(mails.retry);
  const columns = useMemo(() => mailColumns(t, formats, names), [t, formats, names]);
  const narrow = (part: Partial<MailsSearch>) => void navigate({ to: '.', search: (before) => ({ ...before, ...part }), replace: true });
  const { tools, found, field: _, ...view } = useListView({ page: 'outbox', list: mails, columns, search, onChange: narrow, order });
  if (!mayOpen(viewer, 'outbox')) return <TroubleNotice trouble={{ kind: 'denied' }} alone />;
  return (
    <>
      <PageHead title={t('outbox.title')}>
        <SegmentedControl
          aria-label={t('outbox.which')}
          data={(['ALL', ...mailStates] as const).map((value) => ({ value, label: t(`outbox.show.${value}`) }))}
          value={search.state ?? 'ALL'}
          onChange={(value) => narrow({ state: value === 'ALL' ? undefined : (value as MailsSearch['state']) })}
        />
        <SearchField label={t('lists.search')} value={search.q ?? ''} onChange={(q) => narrow({ q: q || undefined })} />
        {tools}
      </PageHead>
      <BulkBar selection={selection} total={undefined}>
        <BulkRun selection={selection} label={t('outbox.resend')} run={resend} onDone={mails.retry} />
      </BulkBar>
      <ListBody list={found} empty={t('outbox.empty')} narrowed={Boolean(search.state ?? search.q)} onClear={() => narrow({ state: undefined, q: undefined })}>
        <DataTable
          label={t('outbox.title')}
          {...view}
          onOpen={(mail) => void navigate({ to: '/outbox/$mailId', params: { mailId: mail.id }, search: true })}
          openId={open}
          selection={search.state === 'DEAD' ? selection : undefined}
          nameOf={({ subject }) => subject}
          card={card}
        />
      </ListBody>
      <Outlet />
    </>
  );
}
