import { Button, Select, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWizard, type ConnectionDetails, type Vendor } from '../../services/connections';
import { CopyValue } from '../directories/CopyValue';
import copy from '../directories/CopyValue.module.css';
import { Panel } from '../Panel';
import { LinkPanel } from './LinkPanel';
import { MetadataForm } from './MetadataForm';
import { OidcForm } from './OidcForm';
import { vendorNames, vendors } from './vendors';

interface Props {
  connection: ConnectionDetails;
  vendor: Vendor;
  onVendor(vendor: Vendor): void;
  onTest(): void;
}

/** What to paste into the IdP, and what to bring back from it. */
export function SetupPanel({ connection, vendor, onVendor, onTest }: Props) {
  const { t } = useTranslation();
  const { id, kind, state } = connection;
  const values = useWizard(id, vendor);
  return (
    <>
      <Panel title={t('connections.setup.there')}>
        <Stack gap="sm">
          <Select
            label={t('connections.new.vendor')}
            data={vendors.map((value) => ({ value, label: vendorNames[value] ?? t('connections.new.other') }))}
            value={vendor}
            onChange={(value) => value && onVendor(value as Vendor)}
            allowDeselect={false}
            maw={320}
          />
          <Text size="sm">{t(`connections.steps.${vendor}.${kind}`)}</Text>
          <dl className={copy.list}>
            {values.map((one) => (
              <CopyValue key={one.label} {...one} />
            ))}
          </dl>
        </Stack>
      </Panel>
      <Panel title={t('connections.setup.here')}>{kind === 'SAML' ? <MetadataForm connection={connection} /> : <OidcForm connection={connection} vendor={vendor} />}</Panel>
      {state === 'DRAFT' ? (
        <LinkPanel connection={connection} />
      ) : (
        <Panel title={t('connections.setup.next')}>
          <Text size="sm" mb="sm">
            {t('connections.setup.nextText')}
          </Text>
          <Button onClick={onTest} variant="default">
            {t('connections.tab.test')}
          </Button>
        </Panel>
      )}
    </>
  );
}
