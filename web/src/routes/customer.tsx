import { Stack, Tabs, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../components/BackLink';
import { CompanyForm } from '../components/customers/CompanyForm';
import { ContactDrawer } from '../components/customers/ContactDrawer';
import { ContactsPanel } from '../components/customers/ContactsPanel';
import { Complete } from '../components/customers/customerColumns';
import { PortfoliosPanel } from '../components/customers/PortfoliosPanel';
import { RecipientsPanel } from '../components/customers/RecipientsPanel';
import { ListSkeleton } from '../components/lists/ListSkeleton';
import { TroubleNotice } from '../components/Notice';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { useCustomer, type CustomerDetails } from '../services/customers';
import { customerTabs, type CustomerSearch, type CustomerTab } from '../services/customersSearch';
import { useOnReturn } from '../services/onReturn';

const route = getRouteApi('/customers/$customerId');

/** One customer: contacts, portfolios, who receives what, company data. */
export function CustomerPage() {
  const { t } = useTranslation();
  const { customerId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { thing: customer, trouble, retry } = useCustomer(customerId);
  useOnReturn(retry);
  const change = (part: Partial<CustomerSearch>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  return (
    <>
      <BackLink label={t('customers.title')} to="/customers" />
      <PageHead title={customer?.name ?? t('customers.one')}>
        {customer && (
          <Text component="span" size="sm">
            <Complete customer={customer} t={t} />
          </Text>
        )}
      </PageHead>
      {trouble ? <TroubleNotice trouble={trouble} onRetry={retry} /> : !customer ? <ListSkeleton /> : <Body customer={customer} search={search} onChange={change} />}
      {customer && search.contact && <ContactDrawer customer={customer} open={search.contact} onClose={() => change({ contact: undefined })} />}
    </>
  );
}

interface Props {
  customer: CustomerDetails;
  search: CustomerSearch;
  onChange(part: Partial<CustomerSearch>): void;
}

function Body({ customer, search, onChange }: Props) {
  const { t } = useTranslation();
  const tab: CustomerTab = search.tab ?? 'contacts';
  return (
    <PageBody>
      <Tabs value={tab} onChange={(value) => onChange({ tab: value === 'contacts' ? undefined : (value as CustomerSearch['tab']) })}>
        <Tabs.List aria-label={t('customers.one')}>
          {customerTabs.map((value) => (
            <Tabs.Tab key={value} value={value}>
              {t(`customers.tab.${value}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          <Stack gap={14}>
            {tab === 'contacts' && <ContactsPanel customer={customer} search={search} onChange={onChange} />}
            {tab === 'portfolios' && <PortfoliosPanel customer={customer} />}
            {tab === 'recipients' && <RecipientsPanel customer={customer} />}
            {tab === 'company' && <CompanyForm key={customer.id} customer={customer} onCompleted={() => onChange({ tab: undefined })} />}
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </PageBody>
  );
}
