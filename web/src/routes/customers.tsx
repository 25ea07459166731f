import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CustomerCard } from '../components/customers/CustomerCard';
import { customerColumns } from '../components/customers/customerColumns';
import { NewCustomer } from '../components/customers/NewCustomer';
import { DataTable } from '../components/lists/DataTable';
import { ListBody } from '../components/lists/ListBody';
import { useListView } from '../components/lists/useListView';
import { SearchField } from '../components/lists/SearchField';
import { TroubleNotice } from '../components/Notice';
import { PageHead } from '../components/PageHead';
import { useCustomers, useCustomerTotal, type Customer } from '../services/customers';
import type { CustomersSearch } from '../services/customersSearch';
import { useFormats } from '../services/format';
import { useOnReturn } from '../services/onReturn';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';

const route = getRouteApi('/customers');
const order = { by: 'NAME', desc: false };
const card = (customer: Customer) => <CustomerCard customer={customer} />;

/** The company's customers, by name. */
export function CustomersPage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const formats = useFormats();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const customers = useCustomers(search);
  const total = useCustomerTotal(search);
  useOnReturn(customers.retry);
  const columns = useMemo(() => customerColumns(t, formats), [t, formats]);
  const narrow = (part: Partial<CustomersSearch>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const { tools, ...view } = useListView({ page: 'customers', list: customers, columns, search, onChange: narrow, order, total });
  if (!mayOpen(viewer, 'customers')) return <TroubleNotice trouble={{ kind: 'denied' }} alone />;
  const open = (customerId: string) => void navigate({ to: '/customers/$customerId', params: { customerId } });
  return (
    <>
      <PageHead title={t('customers.title')} count={total}>
        <SearchField label={t('customers.search')} value={search.q ?? ''} onChange={(q) => narrow({ q: q || undefined })} />
        <Button onClick={() => narrow({ new: true })}>{t('customers.new')}</Button>
        {tools}
      </PageHead>
      <ListBody list={customers} empty={t('customers.empty')} narrowed={Boolean(search.q)} onClear={() => narrow({ q: undefined })} way={{ label: t('customers.new'), run: () => narrow({ new: true }) }}>
        <DataTable
          label={t('customers.title')}
          {...view}
          total={total}
          onOpen={({ id }) => open(id)}
          card={card}
        />
      </ListBody>
      {search.new && <NewCustomer onClose={() => narrow({ new: undefined })} onMade={open} />}
    </>
  );
}
